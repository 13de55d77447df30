// What steward is measured against: Slack's own framework, with three listeners
// that acknowledge and do nothing else. It stores nothing and calls nobody.
import { createRequire } from 'node:module';
import { join } from 'node:path';

const require = createRequire(join(process.env.STEWARD_NODE_MODULES, 'bench.js'));
const { App, LogLevel } = require('@slack/bolt');

const address = (process.env.STEWARD_LISTEN ?? '').split(':');
const door = process.env.SLACK_APP_TOKEN
  ? { socketMode: true, appToken: process.env.SLACK_APP_TOKEN, clientOptions: { slackApiUrl: process.env.SLACK_API_URL } }
  : { signingSecret: process.env.SLACK_SIGNING_SECRET };

const app = new App({
  ...door,
  authorize: async () => ({ botToken: 'xoxb-bench', botId: 'B1', botUserId: 'U0BOT' }),
  logLevel: LogLevel.ERROR,
});
app.command('/city', async ({ ack, command }) => {
  await ack({ response_type: 'ephemeral', text: `Got: ${command.text}` });
});
app.action('approve', async ({ ack }) => {
  await ack();
});
app.event('app_mention', async () => {});

await app.start({ host: address[0], port: Number(address[1] ?? 0) });
