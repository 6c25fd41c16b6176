// Preloaded into the app by `npm start`, see runApp in run.mjs. The app has its own process group, so a `kill
// -9` of the group of `npm start` would leave it behind, blocking the port and the data. This kills the app,
// too.
process.once('disconnect', () => process.kill(process.pid, 'SIGKILL'));
process.channel?.unref();
