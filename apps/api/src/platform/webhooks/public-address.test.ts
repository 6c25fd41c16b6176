import { describe, expect, test } from 'vitest';
import { isPublicAddress } from './public-address.ts';
import { openWebhookSender } from './sender.ts';

const refused = [
  ...[
    '0.0.0.0',
    '0.1.2.3',
    '10.0.0.1',
    '10.255.255.255',
    '100.64.0.1',
    '100.127.255.255',
    '127.0.0.1',
    '127.8.8.8',
  ],
  ...[
    '169.254.0.1',
    '169.254.169.254',
    '172.16.0.1',
    '172.31.255.255',
    '192.0.0.8',
    '192.0.2.1',
    '192.168.1.1',
  ],
  ...[
    '198.18.0.1',
    '198.19.255.255',
    '198.51.100.1',
    '203.0.113.7',
    '224.0.0.1',
    '239.255.255.250',
    '240.0.0.1',
  ],
  ...['255.255.255.255', '192.88.99.1', '::', '::1', '::ffff:127.0.0.1', '::ffff:8.8.8.8', '::ffff:0:7f00:1'],
  ...[
    '::127.0.0.1',
    '64:ff9b::7f00:1',
    '64:ff9b::8.8.8.8',
    '64:ff9b:1::a00:1',
    '100::1',
    '2001::1',
    '2001:db8::1',
  ],
  ...[
    '2001:2::1',
    '2001:10::1',
    '2001:20::1',
    '2002:7f00:1::',
    '2002:a00:1::1',
    '3fff::1',
    '5f00::1',
    'fc00::1',
  ],
  ...['fd12:3456::1', 'fd00:ec2::254', 'fe80::1', 'fe80::1%eth0', 'fec0::1', 'ff02::1', '4000::1', 'e000::1'],
];
const allowed = [
  '1.1.1.1',
  '8.8.8.8',
  '93.184.215.14',
  '172.15.0.1',
  '172.32.0.1',
  '100.128.0.1',
  '2606:4700::1111',
];

test.each(refused)('%s is not a public address', (address) => {
  expect(isPublicAddress(address)).toBe(false);
});

test.each([...allowed, '2a00:1450:4001:81b::200e'])('%s is a public address', (address) => {
  expect(isPublicAddress(address)).toBe(true);
});

test.each(['', 'example.com', '1.2.3', '999.1.1.1', '127.1'])('"%s" is not an address', (text) => {
  expect(isPublicAddress(text)).toBe(false);
});

describe('a sender in production', () => {
  const sender = openWebhookSender({
    isPrivateAllowed: false,
    resolve: async (hostname) => {
      if (hostname === 'nowhere.example')
        throw Object.assign(new Error('no such name'), { code: 'ENOTFOUND' });
      const both = [
        { address: '93.184.215.14', family: 4 },
        { address: '10.0.0.7', family: 4 },
      ];
      return hostname === 'half.example' ? both : both.slice(0, 1);
    },
  });
  const isAllowed = (url: string) => sender.isAllowed(url);

  test.each([
    ...['http://example.com/', 'https://user:password@example.com/', 'https://user@example.com/'],
    ...[
      'https://127.0.0.1/',
      'https://0x7f.1/',
      'https://2130706433/',
      'https://017700000001/',
      'https://127.1/',
    ],
    ...['https://[::1]/', 'https://[::ffff:127.0.0.1]/', 'https://[::ffff:7f00:1]/', 'https://[fe80::1]/'],
    ...[
      'https://169.254.169.254/latest/meta-data',
      'https://①②⑦.0.0.1/',
      'https://0/',
      'https://half.example/',
    ],
    ...['ftp://example.com/', 'no url'],
  ])('posts nothing to %s', async (url) => {
    expect(await isAllowed(url)).toBe(false);
    if (url === 'no url') return;
    const posted = await sender.post({ url, headers: {}, body: '{}' });
    expect(posted).toMatchObject({ status: null, error: 'address_refused', responseExcerpt: null });
  });

  test('accepts names that do not resolve yet', async () => {
    expect(await isAllowed('https://nowhere.example/')).toBe(true);
    expect(await isAllowed('https://fine.example:8443/hooks?token=1')).toBe(true);
  });
});
