// The world as the server tells it: the scene (people, chats, menus, clock, trouble, tour) comes whole when it changes,
// messages come one by one. Everything drawn on the page is drawn from here.
const keep = 200; // messages a chat shows at most

export const world = {
  seq: 0,
  bot: { ID: 0, First: "", Username: "" },
  people: [], // {id, name, short, role, note, zone, online, blocked, chats: [id], menu: {chat: [{command, description}]}}
  chats: new Map(), // id → {id, title, members: [id], bot}
  history: new Map(), // chat id → messages, oldest first
  read: new Map(), // "person/chat" → id of the last message seen
  waiting: new Set(), // "chat/message/data/person" of presses not yet answered
  clock: { now: 0, next: 0, at: 0, walking: false },
  trouble: {},
  up: true,
  tour: null,
  tours: [],
  guide: [], // {who, words: {id, en}, done, on}
};

const listeners = new Map();

// on calls do whenever kind happens: scene, clock, message, edit, delete, toast, alert, typing, waiting, read, seen, language, lost, found.
export function on(kind, act) {
  listeners.set(kind, [...(listeners.get(kind) ?? []), act]);
}

export function tell(kind, what) {
  for (const act of listeners.get(kind) ?? []) act(what);
}

export const person = (id) => world.people.find((p) => p.id === id);
export const now = () => world.clock.now + (performance.now() - world.clock.at);
export const messages = (chat) => world.history.get(chat) ?? [];
export const message = (chat, id) => messages(chat).find((m) => m.ID === id);

export function titleOf(chat, reader) {
  if (chat === reader) return world.bot.First;
  return world.chats.get(chat)?.title ?? "";
}

export function nameOf(id) {
  if (id === world.bot.ID) return world.bot.First;
  return person(id)?.name ?? "";
}

// unread counts what others said in a chat since this person looked.
export function unread(who, chat) {
  const seen = world.read.get(`${who}/${chat}`) ?? 0;
  return messages(chat).filter((m) => m.ID > seen && m.From !== who && !m.Service).length;
}

export function markRead(who, chat) {
  const last = messages(chat).at(-1)?.ID ?? 0;
  if ((world.read.get(`${who}/${chat}`) ?? 0) >= last) return;
  world.read.set(`${who}/${chat}`, last);
  tell("read", who);
}

// post sends one wish to the server; the error says in words why it was refused.
export async function post(path, wish) {
  const answer = await fetch(path, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(wish),
  });
  const body = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Error(body.error || answer.statusText);
  return body;
}

// act lets a person do something.
export const act = (as, what, more = {}) => post("/do", { as, do: what, ...more });

export async function press(as, m, button) {
  const key = `${m.Chat}/${m.ID}/${button.Data}/${as}`;
  if (world.waiting.has(key)) return;
  world.waiting.add(key);
  tell("waiting", { chat: m.Chat, message: m.ID });
  const done = () => {
    world.waiting.delete(key);
    tell("waiting", { chat: m.Chat, message: m.ID });
  };
  try {
    const { query } = await act(as, "press", { chat: m.Chat, message: m.ID, data: button.Data });
    if (answered.delete(query)) return done();
    pending.set(query, done);
    setTimeout(() => settle(query), 30_000); // a press nobody answers stops turning, as in the real app
  } catch (why) {
    done();
    throw why;
  }
}

const pending = new Map(); // query → what ends its waiting
const answered = new Set(); // queries whose answer came before their id

function settle(query) {
  const done = pending.get(query);
  pending.delete(query);
  done?.();
  return Boolean(done);
}

function takeScene(scene) {
  const { clock, chats, ...rest } = scene;
  Object.assign(world, rest);
  world.chats = new Map(chats.map((c) => [c.id, c]));
  takeClock(clock);
  tell("scene");
}

function takeClock(clock) {
  world.clock = {
    now: Date.parse(clock.now),
    next: clock.next ? Date.parse(clock.next) : 0,
    walking: clock.walking,
    at: performance.now(),
  };
  tell("clock");
}

const happen = {
  message(e) {
    const all = messages(e.Message.Chat);
    if (all.some((m) => m.ID === e.Message.ID)) return happen.edit(e);
    world.history.set(e.Message.Chat, [...all, e.Message].slice(-keep));
    tell("message", e.Message);
  },
  edit(e) {
    const all = messages(e.Message.Chat);
    const at = all.findIndex((m) => m.ID === e.Message.ID);
    if (at < 0) return;
    all[at] = e.Message;
    tell("edit", e.Message);
  },
  delete(e) {
    const chat = e.Message.Chat;
    world.history.set(chat, messages(chat).filter((m) => m.ID !== e.Message.ID));
    tell("delete", e.Message);
  },
  toast: answer,
  alert: answer,
  typing(e) {
    tell("typing", e.Message.Chat);
  },
};

function answer(e) {
  if (!settle(e.Query)) answered.add(e.Query);
  if (e.Text) tell(e.Kind, e);
}

function take(e) {
  if (e.Seq <= world.seq) return;
  world.seq = e.Seq;
  happen[e.Kind]?.(e);
}

// start fetches the whole state once, then follows. A stream that breaks goes on where it stopped; a server that was
// started anew counts from the beginning, so its state is fetched again.
export async function start() {
  const state = await (await fetch("/state")).json();
  world.seq = state.seq;
  world.history = new Map(Object.entries(state.history).map(([chat, all]) => [Number(chat), all]));
  for (const p of state.scene.people) {
    for (const chat of p.chats) world.read.set(`${p.id}/${chat}`, messages(chat).at(-1)?.ID ?? 0);
  }
  takeScene(state.scene);
  follow(state.scene.world);
}

function follow(id) {
  const stream = new EventSource(`/events?since=${world.seq}`);
  stream.onmessage = (e) => take(JSON.parse(e.data));
  stream.addEventListener("clock", (e) => takeClock(JSON.parse(e.data)));
  stream.addEventListener("scene", (e) => {
    const scene = JSON.parse(e.data);
    if (scene.world !== id) return location.reload();
    takeScene(scene);
  });
  stream.onopen = () => tell("found");
  stream.onerror = () => {
    tell("lost");
    if (stream.readyState !== EventSource.CLOSED) return; // the browser tries again by itself
    setTimeout(() => follow(id), 2000);
  };
}
