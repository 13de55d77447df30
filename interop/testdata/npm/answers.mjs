// What the app answers to words, commands and files.
import { card } from './views.mjs';

export function answers(app) {
  app.command('/register', async ({ command, ack, respond }) => {
    await ack({ response_type: 'ephemeral', text: `registering ${command.text}` });
    await respond({ response_type: 'in_channel', text: `registered ${command.text}` });
  });

  app.message('hello', async ({ message, say, client }) => {
    await client.reactions.add({ channel: message.channel, timestamp: message.ts, name: 'wave' });
    await say(card('Hello'));
  });

  app.message('count', async ({ message, say }) => {
    await say(`counted ${message.text}`);
  });

  app.event('app_mention', async ({ event, say }) => {
    await say({ text: 'a mention', thread_ts: event.ts });
  });

  app.message('send the list', async ({ message, client }) => {
    await client.files.uploadV2({
      channel_id: message.channel,
      initial_comment: 'the list',
      file_uploads: [
        { filename: '清单.csv', title: 'List', file: Buffer.from('a,b\n1,2\n') },
        { filename: 'note.txt', file: Buffer.from('a note') },
      ],
    });
  });

  // A person's file is fetched as any app would fetch it.
  app.event('message', async ({ event, say, context }) => {
    if (event.subtype !== 'file_share') return;
    const [file] = event.files;
    const got = await fetch(file.url_private_download, { headers: { Authorization: `Bearer ${context.botToken}` } });
    await say(`${file.name} says ${await got.text()}`);
  });

  app.message('look round', async ({ message, say, client }) => {
    const channels = [];
    for await (const page of client.paginate('conversations.list', { limit: 1 })) {
      channels.push(...page.channels.map((c) => c.name));
    }
    const { user } = await client.users.info({ user: message.user });
    const { messages } = await client.conversations.history({ channel: message.channel, limit: 1 });
    await say(`${user.real_name} in ${channels.filter(Boolean).sort().join(' and ')}, last: ${messages[0].text}`);
  });

  app.message('go wrong', async ({ say, client }) => {
    const codes = [];
    for (const [method, options] of [
      ['chat.postMessage', { channel: 'C0NOWHERE', text: 'x' }],
      ['views.open', { trigger_id: '1.2.3', view: { type: 'modal', title: { type: 'plain_text', text: 'x' }, blocks: [] } }],
      ['dialog.open', {}],
    ]) {
      codes.push(await client.apiCall(method, options).catch((error) => error.data?.error ?? String(error)));
    }
    await say(codes.join(' '));
  });
}
