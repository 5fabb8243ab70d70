// What a link is to this page, and which links have been seen where.
import { world } from "./world.js";

// read says what a link does: start, startgroup, bot, whatsapp, share, or out (a page elsewhere).
export function read(url) {
  const u = parse(url) ?? parse(`https://${url}`);
  if (!u) return { kind: "out", url };
  const host = u.hostname.replace(/^www\./, "");
  const q = u.searchParams;
  if (u.protocol === "tg:" && host === "resolve") return ours(q.get("domain") ?? "", q, url);
  if (["t.me", "telegram.me", "telegram.dog"].includes(host)) {
    if (u.pathname.startsWith("/share")) return { kind: "share", url, text: shared(q.get("text"), q.get("url")) };
    return ours(u.pathname.split("/")[1] ?? "", q, url);
  }
  if (["wa.me", "api.whatsapp.com", "chat.whatsapp.com"].includes(host)) {
    return { kind: "whatsapp", url, text: q.get("text") ?? "", to: u.pathname.replace(/\D/g, "") };
  }
  if (u.protocol === "whatsapp:") return { kind: "whatsapp", url, text: q.get("text") ?? "" };
  return { kind: "out", url };
}

function parse(url) {
  try {
    return new URL(url);
  } catch {
    return null;
  }
}

function ours(name, q, url) {
  if (name.toLowerCase() !== world.bot.Username.toLowerCase()) return { kind: "out", url };
  for (const kind of ["start", "startgroup"]) {
    if (q.has(kind)) return { kind, url: `https://t.me/${world.bot.Username}?${kind}=${encodeURIComponent(q.get(kind))}` };
  }
  return { kind: "bot", url };
}

const shared = (text, url) => [url, text].filter(Boolean).join("\n");

const address = /(?:https?:\/\/|tg:\/\/|t\.me\/|wa\.me\/)[^\s<>"'`]+[^\s<>"'`.,;:!?)\]}]/gi;

// pieces cuts plain text into strings and {url} wherever an address stands in it.
export function pieces(text) {
  const all = [];
  let at = 0;
  for (const found of text.matchAll(address)) {
    if (found.index > at) all.push(text.slice(at, found.index));
    all.push({ url: found[0] });
    at = found.index + found[0].length;
  }
  if (at < text.length) all.push(text.slice(at));
  return all;
}

// startLinks are the links to the bot that a message shows, those inside ready-made WhatsApp texts included.
export function startLinks(m) {
  const urls = [
    ...(m.Entities ?? []).map((e) => e.URL).filter(Boolean),
    ...pieces(m.Text).map((p) => p.url).filter(Boolean),
    ...(m.Buttons ?? []).flat().flatMap((b) => [b.URL, b.Copy].filter(Boolean)),
  ];
  return urls.flatMap(inner);
}

function inner(url) {
  const link = read(url);
  if (link.kind === "start") return [link.url];
  if (link.kind === "whatsapp" || link.kind === "share") return pieces(link.text).flatMap((p) => (p.url ? inner(p.url) : []));
  if (link.kind === "out" && pieces(url)[0]?.url !== url) return pieces(url).flatMap((p) => (p.url ? inner(p.url) : []));
  return [];
}

// seen lists the start links on all phones, newest first: {url, text, chat} of the message that shows each.
export function seen() {
  const found = new Map();
  const all = [...world.history.values()].flat().sort((a, b) => Date.parse(b.Date) - Date.parse(a.Date));
  for (const m of all) {
    for (const url of startLinks(m)) {
      if (!found.has(url)) found.set(url, { url, chat: m.Chat, text: m.Text.split("\n")[0] });
    }
  }
  return [...found.values()];
}
