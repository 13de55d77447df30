// An app made with Slack's own framework, which doesn't know that it talks to a
// double. It is told where by its environment, says on its output that it is
// ready, and ends with its input.
import bolt from '@slack/bolt';
import { answers } from './answers.mjs';
import { views } from './views.mjs';

const { App, LogLevel } = bolt;
const env = process.env;
const mode = env.SOCKET_MODE
  ? { socketMode: true, appToken: env.SLACK_APP_TOKEN }
  : { signingSecret: env.SLACK_SIGNING_SECRET };

const app = new App({
  ...mode,
  token: env.SLACK_BOT_TOKEN,
  clientOptions: { slackApiUrl: env.SLACK_API_URL },
  logLevel: LogLevel.WARN,
});

app.error(async (error) => {
  console.error('the app failed:', error, error.original ?? '');
});
answers(app);
views(app);

process.stdin.resume();
process.stdin.on('end', () => process.exit(0));

const server = await app.start({ port: 0, host: '127.0.0.1' });
console.log(env.SOCKET_MODE ? 'ready' : `ready ${server.address().port}`);
