// What the app draws: a card with buttons, a form in a modal, and a home tab.
const plain = (text) => ({ type: 'plain_text', text });
const button = (action_id, text) => ({ type: 'button', action_id, text: plain(text), value: action_id });
const section = (text) => ({ type: 'section', text: { type: 'mrkdwn', text } });

export const card = (text) => ({
  text,
  blocks: [section(text), { type: 'actions', elements: [button('open', 'Open'), button('edit', 'Edit')] }],
});

const input = (block_id, element) => ({
  type: 'input',
  block_id,
  label: plain(block_id),
  element: { action_id: 'value', ...element },
});

const form = (card) => ({
  type: 'modal',
  callback_id: 'form',
  private_metadata: card,
  notify_on_close: true,
  title: plain('Form'),
  submit: plain('Send'),
  blocks: [
    input('name', { type: 'plain_text_input' }),
    input('unit', { type: 'external_select', min_query_length: 0 }),
    input('day', { type: 'datepicker' }),
  ],
});

const home = (visits) => ({
  type: 'home',
  private_metadata: String(visits),
  blocks: [section(`Visits: ${visits}`), { type: 'actions', elements: [button('again', 'Again')] }],
});

export function views(app) {
  app.action('open', async ({ ack, body, client }) => {
    await ack();
    const place = `${body.channel.id} ${body.message.ts}`;
    await client.views.open({ trigger_id: body.trigger_id, view: form(place) });
  });

  app.action('edit', async ({ ack, respond }) => {
    await ack();
    await respond({ replace_original: true, ...card('Edited') });
  });

  app.options({ block_id: 'unit', action_id: 'value' }, async ({ options, ack }) => {
    const units = ['north', 'south'].filter((u) => u.startsWith(options.value));
    await ack({ options: units.map((u) => ({ text: plain(u), value: u })) });
  });

  app.view('form', async ({ ack, body, view, client }) => {
    const { name, unit, day } = view.state.values;
    if (name.value.value.length < 2) {
      await ack({ response_action: 'errors', errors: { name: 'a name has two letters or more' } });
      return;
    }
    await ack();
    const [channel, ts] = view.private_metadata.split(' ');
    await client.chat.update({ channel, ts, text: 'Filled in', blocks: [section('Filled in')] });
    const text = `${name.value.value} of ${unit.value.selected_option.value}, ${day.value.selected_date}`;
    await client.chat.postMessage({ channel: body.user.id, text });
  });

  app.view({ callback_id: 'form', type: 'view_closed' }, async ({ ack, body, client }) => {
    await ack();
    await client.chat.postMessage({ channel: body.user.id, text: 'closed' });
  });

  app.event('app_home_opened', async ({ event, client }) => {
    await client.views.publish({ user_id: event.user, view: home(1) });
  });

  app.action('again', async ({ ack, body, client }) => {
    await ack();
    const visits = Number(body.view.private_metadata) + 1;
    await client.views.publish({ user_id: body.user.id, hash: body.view.hash, view: home(visits) });
  });

  app.shortcut('note', async ({ ack, shortcut, respond }) => {
    await ack();
    await respond({ text: `noted: ${shortcut.message.text}` });
  });
}
