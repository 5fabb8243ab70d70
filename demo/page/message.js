// How one message looks on one phone. Nothing here changes the world; taps are handed to the phone.
import { h, icon, avatar, bytes, calm, hue } from "./dom.js";
import { t, locale } from "./words.js";
import { world, message, messages, nameOf } from "./world.js";

export const time = (at, zone, how = { hour: "2-digit", minute: "2-digit" }) =>
  new Intl.DateTimeFormat(locale(), { timeZone: zone, ...how }).format(at);

export const day = (at, zone) => time(at, zone, { weekday: "long", day: "numeric", month: "long", year: "numeric" });

export const fileURL = (f) => `/file/${encodeURIComponent(f.ID)}`;

// draw makes the element of a message as phone's person sees it; of an album, the whole of it.
export function draw(m, phone) {
  if (m.Service) return service(m);
  const mine = m.From === phone.person.id;
  const parts = album(m);
  const kind = m.File?.Kind;
  const list = parts.length > 1 && !["photo", "video"].includes(kind);
  const body = parts.length > 1 ? h(`div.album${list ? ".list" : ""}`, {}, ...parts.map((p) => part(p, phone, list))) : file(m, phone);
  const texts = list ? [] : parts.filter((p) => p.Text).map((p) => words(p, phone));
  const bubble = h("div.bubble", {}, author(m, phone, mine), origin(m), quote(m, phone), body, ...texts, stamp(m, phone, mine));
  const picture = ["photo", "sticker", "video", "animation", "location", "venue"].includes(kind);
  if (picture) bubble.classList.add("picture", kind);
  if (picture && !texts.length && kind !== "venue") bubble.classList.add("bare");
  const e = h(`article.message.${mine ? "mine" : "theirs"}`, { data: { message: m.ID, chat: m.Chat, from: m.From } }, bubble);
  if (m.Album) e.dataset.album = m.Album;
  if (m.Buttons?.length) e.append(keys(m, phone));
  const said = parts.find((p) => p.Text) ?? (mine && m);
  if (said) e.append(menuButton(said, phone));
  return e;
}

// album is every message that is shown together with this one.
export const album = (m) => (m.Album ? messages(m.Chat).filter((p) => p.Album === m.Album) : [m]);

// part is one message of an album; in a list each has its own words below it.
function part(p, phone, list) {
  return h("div.part", { data: { message: p.ID } }, file(p, phone), list && p.Text && words(p, phone));
}

function origin(m) {
  return m.Origin && h("div.origin", {}, t("forwardedFrom", { who: nameOf(m.Origin.User) || m.Origin.Name }));
}

function service(m) {
  const text = m.Text || m.Service;
  return h("div.service", { data: { message: m.ID, chat: m.Chat }, lang: "id" }, h("span", {}, serviceWords(m, text)));
}

function serviceWords(m, text) {
  const who = nameOf(m.From);
  switch (m.Service) {
    case "created":
      return t("serviceCreated", { who, text });
    case "joined":
      return t(who === text ? "serviceJoined" : "serviceAdded", { who, text });
    case "left":
      return t(who === text ? "serviceLeft" : "serviceRemoved", { who, text });
    case "upgraded":
      return t("serviceUpgraded");
    case "pinned":
      return t("servicePinned", { who, text });
    default:
      return text;
  }
}

function author(m, phone, mine) {
  const plain = mine || m.Chat > 0 || m.File?.Kind === "sticker"; // its place says who speaks; a screen reader needs words
  if (plain) return h("span.away", {}, `${mine ? t("you") : nameOf(m.From)}: `);
  const e = h("div.author", {}, nameOf(m.From), m.From === world.bot.ID && h("span.badge", {}, t("bot")));
  e.style.setProperty("--hue", hue(m.From));
  return e;
}

function quote(m, phone) {
  const to = m.ReplyTo && message(m.Chat, m.ReplyTo);
  if (!to) return null;
  return h("div.quote", {}, h("b", {}, nameOf(to.From)), h("span", {}, to.Text || t(to.File?.Kind ?? "document")));
}

function stamp(m, phone, mine) {
  const changed = m.Edited && !m.Edited.startsWith("0001");
  return h(
    "div.stamp",
    {},
    changed && h("span.edited", {}, t("edited")),
    h("time", { dateTime: m.Date }, time(new Date(m.Date), phone.zone)),
    mine && h("span.tick", { role: "img", "aria-label": t("sent") }, icon("tick")),
  );
}

function menuButton(m, phone) {
  return h(
    "button.more",
    { type: "button", "aria-label": t("messageMenu"), data: { action: "message-menu" }, onclick: () => phone.messageMenu(m) },
    icon("more"),
  );
}

// Inline buttons, row by row as they were sent.
function keys(m, phone) {
  const rows = m.Buttons.map((row) => h("div.row", {}, ...row.map((b) => key(m, b, phone))));
  return h("div.keys", {}, ...rows);
}

function key(m, b, phone) {
  const label = h("span.label", { lang: "id" }, b.Text);
  const set = { title: b.Text, data: { action: "press", label: b.Text } };
  if (b.URL) {
    set.data.action = "link";
    return h(
      "a.key",
      { ...set, href: b.URL, target: "_blank", rel: "noopener noreferrer", onclick: (e) => phone.follow(b.URL, e) },
      label,
      icon("out"),
      h("span.away", {}, t("opens")),
    );
  }
  if (b.Copy) {
    set.data.action = "copy";
    return h("button.key", { ...set, type: "button", onclick: () => phone.copy(b.Copy) }, label, icon("copy"));
  }
  const waiting = world.waiting.has(`${m.Chat}/${m.ID}/${b.Data}/${phone.person.id}`);
  const e = h("button.key", { ...set, type: "button", onclick: () => phone.press(m, b) }, label);
  if (waiting) {
    e.setAttribute("aria-busy", "true");
    e.append(h("span.spinner", { role: "status", "aria-label": t("pressed") }));
  }
  return e;
}

function file(m, phone) {
  const f = m.File;
  switch (f?.Kind) {
    case "photo":
      return h(
        "button.photo",
        { type: "button", "aria-label": t("showPhoto"), data: { action: "photo" }, onclick: () => phone.showPhoto(m) },
        h("img", { src: fileURL(f), alt: m.Text || t("photo"), onerror: blank }),
      );
    case "sticker":
      return h("img.sticker", { src: fileURL(f), alt: t("sticker"), onerror: blank });
    case "voice":
      return sound(f, h("span.wave", { "aria-hidden": "true" }, ...wave(f.ID)));
    case "audio":
      return sound(f, h("span.song", {}, h("b", {}, f.Title || f.Name || t("audio")), f.Performer && h("span", {}, f.Performer)));
    case "video":
      return film(f);
    case "animation":
      return h("div.film", {}, h("video", { src: fileURL(f), muted: true, autoplay: !calm(), loop: true, playsInline: true, controls: calm(), "aria-label": t("animation"), onerror: blank }), h("span.length", {}, "GIF"));
    case "location":
      return map(f);
    case "venue":
      return h("div", {}, map(f), h("div.place", {}, h("b", {}, f.Title), h("span", {}, f.Address)));
    case "contact":
      return h("div.card", {}, avatar(m.ID, f.Name || "?"), h("b", {}, f.Name), h("span", {}, t("contact")));
    case "document":
      return h(
        "a.document",
        { href: fileURL(f), download: f.Name, "aria-label": `${t("download", { name: f.Name })}, ${bytes(f.Size, locale())}`, data: { action: "download" } },
        h("span.disc", {}, icon("file")),
        h("span.name", {}, f.Name || t("document")),
        h("span.size", {}, bytes(f.Size, locale())),
      );
    default:
      return null;
  }
}

// blank stands for a picture or a film that is none, as a test may send.
function blank(e) {
  const film = e.target.tagName === "VIDEO";
  const label = film ? e.target.getAttribute("aria-label") : e.target.alt;
  e.target.replaceWith(h("span.blank", { role: "img", "aria-label": label }, icon(film ? "video" : "photo")));
}

const length = (seconds) => `${Math.floor(seconds / 60)}:${String(Math.round(seconds) % 60).padStart(2, "0")}`;

// film is a video under a play mark; pressed, it plays where it is.
function film(f) {
  const video = h("video", { src: fileURL(f), preload: "metadata", playsInline: true, "aria-label": t("video"), onerror: blank });
  const start = h("button.start", { type: "button", "aria-label": `${t("playFile")}, ${t("video")} ${length(f.Duration)}`, data: { action: "play" } }, icon("play"));
  const badge = h("span.length", { "aria-hidden": "true" }, length(f.Duration));
  start.onclick = () => {
    start.remove();
    badge.remove();
    video.controls = true;
    video.play().catch(() => {}); // its blank stands there then
    video.focus({ preventScroll: true });
  };
  return h("div.film", {}, video, start, badge);
}

// wave is how loud a voice seems to be, the same for the same file.
function wave(id) {
  let n = [...id].reduce((sum, c) => (sum * 31 + c.charCodeAt(0)) >>> 0, 7);
  return Array.from({ length: 28 }, (_, i) => {
    n = (n * 1664525 + 1013904223) >>> 0;
    const bar = h("i");
    bar.style.height = `${Math.round(4 + (n / 2 ** 32) * 14 * (0.55 + 0.45 * Math.sin(i / 3)))}px`;
    return bar;
  });
}

// sound is a voice or a song: a button that plays it, what it shows itself as, and its length.
function sound(f, look) {
  const audio = h("audio", { src: fileURL(f), preload: "none" });
  const clock = h("span.time", {}, length(f.Duration));
  const button = h("button.disc", { type: "button", data: { action: "play" }, onclick: () => (audio.paused ? audio.play().catch(draw) : audio.pause()) });
  const bars = [...look.querySelectorAll("i")];
  const draw = () => {
    const all = Number.isFinite(audio.duration) ? audio.duration : f.Duration;
    const part = audio.ended ? 0 : audio.currentTime / all;
    button.replaceChildren(icon(audio.paused ? "play" : "pause"));
    button.setAttribute("aria-label", `${t(audio.paused ? "playFile" : "pause")}, ${t(f.Kind)} ${length(f.Duration)}`);
    clock.textContent = length(part ? audio.currentTime : f.Duration);
    bars.forEach((bar, i) => bar.classList.toggle("heard", i < part * bars.length));
  };
  for (const kind of ["play", "pause", "timeupdate", "ended"]) audio.addEventListener(kind, draw);
  draw();
  return h("div.sound", {}, button, look, clock, audio);
}

function map(f) {
  const at = `${f.Latitude.toFixed(4)}, ${f.Longitude.toFixed(4)}`;
  const to = `https://www.openstreetmap.org/?mlat=${f.Latitude}&mlon=${f.Longitude}#map=15/${f.Latitude}/${f.Longitude}`;
  return h("a.map", { href: to, target: "_blank", rel: "noopener noreferrer" }, icon("pin"), h("span", {}, at), h("span.away", {}, t("map")));
}

export function words(m, phone) {
  return h("div.text", { lang: "id", dir: "auto" }, ...styled(m.Text, m.Entities ?? [], phone));
}

// styled turns text and entities into nodes. JavaScript counts UTF-16 units, as Telegram does. Entities that cross are
// cut at the border of the outer one; the rest goes on behind it.
export function styled(text, entities, phone) {
  const todo = entities.map((e) => ({ ...e, end: e.Offset + e.Length })).sort((a, b) => a.Offset - b.Offset || b.end - a.end);
  return span(text, 0, text.length, todo, phone);
}

function span(text, from, to, todo, phone) {
  const nodes = [];
  let at = from;
  while (todo.length) {
    const e = todo.shift();
    const start = Math.max(e.Offset, at);
    const end = Math.min(e.end, to);
    if (start >= end) continue;
    const block = blocks.has(e.Type);
    plain(nodes, text.slice(at, start), block);
    const inside = [];
    while (todo.length && todo[0].Offset < end) {
      const inner = todo.shift();
      inside.push({ ...inner, end: Math.min(inner.end, end) });
      if (inner.end > end) insert(todo, { ...inner, Offset: end });
    }
    const node = dress(e, text.slice(start, end), span(text, start, end, inside, phone), phone);
    nodes.push(node);
    at = end;
  }
  plain(nodes, text.slice(at, to), false);
  return nodes;
}

const blocks = new Set(["pre", "blockquote", "expandable_blockquote"]);

// plain adds text between styled parts. A block begins and ends a line by itself, so the line ends beside it go.
function plain(nodes, text, beforeBlock) {
  if (nodes.at(-1)?.dataset?.block !== undefined) text = text.replace(/^\n/, "");
  if (beforeBlock) text = text.replace(/\n$/, "");
  if (text) nodes.push(text);
}

function insert(todo, e) {
  const at = todo.findIndex((o) => o.Offset > e.Offset);
  todo.splice(at < 0 ? todo.length : at, 0, e);
}

function dress(e, raw, inside, phone) {
  switch (e.Type) {
    case "bold":
      return h("b", {}, ...inside);
    case "italic":
      return h("i", {}, ...inside);
    case "underline":
      return h("u", {}, ...inside);
    case "strikethrough":
      return h("s", {}, ...inside);
    case "spoiler":
      return spoiler(inside);
    case "code":
      return h("code", { tabIndex: 0, role: "button", title: t("copy"), data: { action: "copy" }, ...tap(() => phone.copy(raw)) }, ...inside);
    case "pre":
      return h("pre", { tabIndex: 0, data: { block: "", language: e.Language } }, ...inside);
    case "blockquote":
      return h("blockquote", { data: { block: "" } }, ...inside);
    case "expandable_blockquote":
      return foldable(inside);
    case "text_link":
      return link(e.URL, inside, phone);
    case "url":
      return link(/^[a-z]+:/i.test(raw) ? raw : `https://${raw}`, inside, phone);
    case "email":
      return h("a", { href: `mailto:${raw}` }, ...inside);
    case "phone_number":
      return h("a", { href: `tel:${raw.replace(/[^+\d]/g, "")}` }, ...inside);
    case "bot_command":
      return h("button.word", { type: "button", data: { action: "command" }, onclick: () => phone.say(raw) }, ...inside);
    case "date_time": {
      const at = new Date(e.Unix * 1000);
      const there = time(at, phone.zone, { dateStyle: "full", timeStyle: "short" });
      return h("time.when", { dateTime: at.toISOString(), title: there }, ...inside);
    }
    case "mention":
    case "text_mention":
    case "hashtag":
      return h("span.word", {}, ...inside);
    default:
      return h("span", {}, ...inside);
  }
}

function link(url, inside, phone) {
  return h("a", { href: url, target: "_blank", rel: "noopener noreferrer", data: { action: "link" }, onclick: (e) => phone.follow(url, e) }, ...inside);
}

function spoiler(inside) {
  const e = h("span.spoiler", { role: "button", tabIndex: 0, "aria-label": t("spoiler"), "aria-expanded": "false" }, h("span", {}, ...inside));
  const show = (event) => {
    if (e.classList.contains("shown")) return;
    event.preventDefault();
    event.stopPropagation();
    e.classList.add("shown");
    for (const name of ["role", "tabindex", "aria-label", "aria-expanded"]) e.removeAttribute(name);
  };
  e.addEventListener("click", show, true);
  e.addEventListener("keydown", (k) => (k.key === "Enter" || k.key === " ") && show(k));
  return e;
}

function foldable(inside) {
  const quote = h("blockquote.folded", { data: { block: "" } }, ...inside);
  const open = h("button.unfold", { type: "button", onclick: () => (quote.classList.remove("folded"), open.remove()) }, t("reveal"));
  quote.append(open);
  return quote;
}

const tap = (act) => ({ onclick: act, onkeydown: (k) => (k.key === "Enter" || k.key === " ") && (k.preventDefault(), act()) });
