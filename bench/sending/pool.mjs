// nodemailer's pool as a process of its own, merging what `newsletter build` wrote for each recipient with Handlebars: what sending with
// ready-made parts comes to. node bench/sending/pool.mjs <task.json>; prints the seconds and microseconds of CPU after the warm-up, as JSON.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Handlebars from 'handlebars';
import { createTransport } from 'nodemailer';
import { recipientOf } from './workspace.mjs';

const { built, port, connections, count, warmUp, dkim } = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const html = templateOf('email.html');
const text = templateOf('email.txt', { noEscape: true });
const subject = Handlebars.compile('Uutiskirje {{organisation}}', { noEscape: true });
const transport = createTransport({
  host: '127.0.0.1',
  port,
  ignoreTLS: true,
  pool: true,
  maxConnections: connections,
  maxMessages: Infinity,
  ...(dkim && {
    dkim: { domainName: dkim.domain, keySelector: dkim.selector, privateKey: readFileSync(dkim.keyFile, 'utf8') },
  }),
});

await mail(0, warmUp);
const start = performance.now();
const before = process.cpuUsage();
await mail(warmUp, warmUp + count);
const { user, system } = process.cpuUsage(before);
console.log(JSON.stringify({ seconds: (performance.now() - start) / 1000, cpu: user + system }));
transport.close();

/** What was built shows an open hole as its name between angle brackets. */
function templateOf(file, options) {
  const page = readFileSync(join(built, file), 'utf8');
  const open = page.replaceAll('⟨organisation⟩', '{{organisation}}');
  if (open === page) throw new Error(`${file} has no hole`);
  return Handlebars.compile(open, options);
}

/** One more than the connections are always on their way for each of them, so that none of them waits for us. */
async function mail(first, end) {
  let next = first;
  const mailOn = async () => {
    while (next < end) {
      next += 1;
      await mailOne(recipientOf(next - 1));
    }
  };
  await Promise.all(Array.from({ length: 2 * connections }, mailOn));
}

async function mailOne(recipient) {
  await transport.sendMail({
    from: { name: 'Esimerkkiyhdistys', address: 'uutiskirje@example.fi' },
    to: { name: recipient.organisation, address: recipient.email },
    subject: subject(recipient),
    html: html(recipient),
    text: text(recipient),
    list: { unsubscribe: 'mailto:poistu@example.fi' },
  });
}
