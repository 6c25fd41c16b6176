// Loaded into the app by `npm start`, see runApp in run.mjs. The app has its own process group, so a `kill
// -9` of the group that `npm start` runs in would leave it behind, holding the port and the data; it dies the
// same way instead.
process.once('disconnect', () => process.kill(process.pid, 'SIGKILL'));
process.channel?.unref();
