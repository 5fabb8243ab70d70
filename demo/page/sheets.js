// What slides up on one phone: menus, questions, ready texts, alerts; and the picture opened large over all phones.
import { h, icon, avatar } from "./dom.js";
import { t } from "./words.js";
import { world, post, titleOf, nameOf } from "./world.js";
import { pieces, read, seen, startLinks } from "./links.js";
import { fileURL, time } from "./message.js";

let serial = 0;

// open shows a sheet on the phone until something in it is chosen. Content gets close, to end it.
function open(phone, title, content, { kind = "dialog", help = "" } = {}) {
  phone.layer.querySelector(".sheet")?.dispatchEvent(new Event("close"));
  const before = document.activeElement;
  const id = `sheet-${++serial}`;
  const close = () => {
    back.remove();
    sheet.remove();
    phone.screens.inert = false;
    if (before?.isConnected) before.focus({ preventScroll: true });
  };
  const back = h("div.shade", { onclick: kind === "dialog" ? close : undefined });
  const sheet = h(
    `div.sheet.${kind}`,
    { role: kind, "aria-labelledby": id, tabIndex: -1, onclose: close, onkeydown: (k) => k.key === "Escape" && (k.stopPropagation(), close()) },
    h("header", {}, h("h3", { id }, title), kind === "dialog" && h("button.round", { type: "button", "aria-label": t("close"), data: { action: "close" }, onclick: close }, icon("close"))),
    help && h("p.help", {}, help),
  );
  sheet.append(...[content(close)].flat().filter(Boolean));
  phone.screens.inert = true;
  phone.layer.append(back, sheet);
  (sheet.querySelector("[autofocus], .row-button, .main, button") ?? sheet).focus({ preventScroll: true });
}

// row is one choice of a sheet.
function row(close, picture, label, data, choose, hint = "") {
  return h("button.row-button", { type: "button", data, onclick: () => (close(), choose()) }, picture, h("span", {}, h("b", {}, label), hint && h("small", {}, hint)));
}

export function alert(phone, text) {
  open(phone, world.bot.First, (close) => [
    h("p.words", { lang: "id" }, text),
    h("button.main", { type: "button", data: { action: "ok" }, onclick: close }, t("ok")),
  ], { kind: "alertdialog" });
}

// menu lists the bot's commands for this person in this chat.
export function menu(phone) {
  const commands = phone.person.menu[phone.view] ?? [];
  open(phone, t("menu"), (close) =>
    commands.map((c) => row(close, h("span.sign", {}, "/"), `/${c.command}`, { action: "command", command: c.command }, () => phone.say(`/${c.command}`), c.description)));
}

const kinds = {
  photo: "photo", album: "album", video: "video", animation: "gif", voice: "mic", audio: "note",
  document: "file", location: "pin", venue: "house", contact: "person", sticker: "smile", forward: "forward",
};
const wordless = ["location", "venue", "contact", "sticker"];

// attach sends one of the page's own made-up files, or one from the visitor's machine. What is written already goes below it.
export function attach(phone) {
  const pick = h("input", { type: "file", hidden: true });
  open(phone, t("attach"), (close) => {
    pick.onchange = () => (close(), own(phone, pick.files[0]));
    const tile = ([kind, sign]) =>
      h("button.tile", { type: "button", data: { action: "attach", kind }, onclick: () => (close(), send(phone, { kind })) }, h("span.disc", {}, icon(sign)), t(kind));
    return [
      h("div.tiles", {}, ...Object.entries(kinds).map(tile)),
      pick,
      h("button.row-button", { type: "button", data: { action: "own-file" }, onclick: () => pick.click() }, h("span.disc", {}, icon("clip")), h("span", {}, h("b", {}, t("own")))),
    ];
  }, { help: phone.editing ? "" : t("attachHelp") });
}

function send(phone, what) {
  let text = "";
  if (!phone.editing && !wordless.includes(what.kind)) {
    text = phone.area.value.trim();
    phone.fill("");
  }
  phone.stuck = true;
  phone.do("attach", { ...what, text });
}

async function own(phone, file) {
  if (!file) return;
  if (file.size > 5e6) return phone.toast(t("tooBig"), "bad");
  const reader = new FileReader();
  const kind = { image: "photo", video: "video", audio: "audio" }[file.type.split("/")[0]] ?? "document";
  reader.onload = () => send(phone, { kind, name: file.name, mime: file.type, data: reader.result.split(",")[1] ?? "" });
  reader.readAsDataURL(file);
}

export function messageMenu(phone, m) {
  const mine = m.From === phone.id;
  open(phone, t("messageMenu"), (close) => [
    m.Text && h("p.words.cut", { lang: "id" }, m.Text),
    m.Text && row(close, icon("copy"), t("copyText"), { action: "copy" }, () => phone.copy(m.Text)),
    mine && m.Text && !m.Origin && row(close, icon("pen"), t("edit"), { action: "edit" }, () => phone.startEditing(m)),
    mine && row(close, icon("bin"), t("delete"), { action: "delete" }, () => phone.do("delete", { message: m.ID })),
    ...startLinks(m).map((url) => row(close, icon("link"), t("openLink"), { action: "link" }, () => whose(phone, url), url.replace(/^https:\/\//, ""))),
  ]);
}

export function chatMenu(phone) {
  const chat = phone.view;
  const group = chat !== phone.id && world.chats.get(chat);
  const wish = (close, sign, word, what, more) => row(close, icon(sign), t(word), { action: what }, () => phone.do(what, more));
  open(phone, titleOf(chat, phone.id), (close) =>
    group
      ? [
          h("p.help", {}, group.members.map(nameOf).filter(Boolean).join(", ")),
          group.bot ? wish(close, "close", "removeBot", "remove-bot") : wish(close, "bot", "addBot", "add-bot"),
          chat > -1e12 && wish(close, "up", "migrate", "migrate"),
        ]
      : [
          row(close, icon("link"), t("openLink"), { action: "open-link" }, () => openLink(phone)),
          groups(phone, false).length > 0 && row(close, icon("bot"), t("addToGroup"), { action: "add-to-group" }, () => pickGroup(phone)),
          phone.person.blocked ? wish(close, "bot", "unblock", "unblock") : wish(close, "block", "block", "block"),
        ]);
}

// whose asks on which phone a start link is to be opened, as when one person sends it to another.
export function whose(phone, url) {
  const others = [...phone.all.values()].filter((p) => p !== phone);
  open(phone, t("openOn"), (close) => [
    h("p.link", {}, url.replace(/^https:\/\//, "")),
    row(close, avatar(phone.id, phone.person.short), t("openHere"), { action: "open-here" }, () => phone.openLink(url)),
    ...others.map((p) =>
      row(close, avatar(p.id, p.person.short), t("sendTo", { name: p.person.name }), { action: "send-to", to: p.id }, () => {
        p.openLink(url);
        p.reveal();
      })),
    row(close, icon("copy"), t("copy"), { action: "copy" }, () => phone.copy(url)),
  ]);
}

// openLink lists what can be opened on this phone: links seen elsewhere, or one that is pasted.
export async function openLink(phone) {
  const known = seen();
  const { first } = phone.person;
  if (first && !known.some((l) => l.url === first)) known.push({ url: first, text: t("first") });
  const urls = known.map((l) => l.url);
  const fit = await post("/links", { as: phone.id, links: urls }).catch(() => ({ links: urls }));
  const links = known.filter((l) => fit.links.includes(l.url));
  const paste = h("input", { type: "url", placeholder: `https://t.me/${world.bot.Username}?start=…`, "aria-label": t("paste"), data: { action: "paste" } });
  open(phone, t("openLink"), (close) => {
    const go = () => paste.value.trim() && (close(), phone.openLink(paste.value.trim()));
    const choices = links.map((l) => row(close, icon("link"), l.text || l.url, { action: "seen-link", url: l.url }, () => phone.openLink(l.url), where(l)));
    return [
      h("p.help", {}, t(choices.length ? "seen" : "seenNone")),
      h("div.choices", {}, ...choices.slice(0, 30)),
      h("form.paste", { onsubmit: (e) => (e.preventDefault(), go()) }, h("label", {}, h("span", {}, t("paste")), paste), h("button.main", { type: "submit", data: { action: "open-pasted" } }, t("open"))),
    ];
  });
}

const where = (l) => !l.chat ? "" : `${l.chat > 0 ? t("seenBy", { name: nameOf(l.chat) }) : t("seenIn", { name: titleOf(l.chat) })} · ${l.url.replace(/^.*\?/, "").slice(0, 24)}`;

// readyText shows what WhatsApp or Telegram's share would hand on; links in it can be opened.
export function readyText(phone, link) {
  const whatsapp = link.kind === "whatsapp";
  open(phone, t(whatsapp ? "whatsapp" : "share"), (close) => {
    const words = pieces(link.text).map((p) =>
      p.url ? h("a", { href: p.url, target: "_blank", rel: "noopener noreferrer", data: { action: "link" }, onclick: (e) => read(p.url).kind !== "out" && (close(), phone.follow(p.url, e)) }, p.url) : p);
    return [
      h(`div.ready.${link.kind}`, {}, link.to && h("small", {}, `+${link.to}`), h("p.words", { lang: "id", tabIndex: 0 }, ...words)),
      h("button.main", { type: "button", data: { action: "copy" }, onclick: () => phone.copy(link.text) }, icon("copy"), t("copy")),
    ];
  }, { help: t(whatsapp ? "whatsappHelp" : "shareHelp") });
}

// groups are those of this person; with or without the bot, or all.
const groups = (phone, bot) => phone.person.chats.filter((c) => c !== phone.id && (bot === undefined || world.chats.get(c).bot === bot));

// pickGroup asks which group the bot is added to; a startgroup link says more to it.
export function pickGroup(phone, url = "") {
  const choices = groups(phone, url ? undefined : false);
  if (!choices.length) return phone.toast(t("noGroup", { name: phone.person.name }), "bad");
  open(phone, t("pickGroup"), (close) =>
    choices.map((chat) =>
      row(close, avatar(chat, titleOf(chat, phone.id)), titleOf(chat, phone.id), { action: "pick-group", chat }, async () => {
        await phone.do("add-bot", { chat, link: url });
        phone.open(chat, true);
      })));
}

// lightbox shows a picture large, over all phones.
export function lightbox(phone, m) {
  const url = fileURL(m.File);
  const img = h("img", { src: url, alt: m.Text || t("photo") });
  const name = m.File.Name || `gambar-${m.ID}.${(m.File.MIME || "image/jpeg").split("/")[1]}`;
  const box = h(
    "dialog.lightbox",
    { "aria-label": t("photo"), onclose: () => box.remove(), onclick: (e) => e.target === box && box.close() },
    h("header", {},
      h("span", {}, `${nameOf(m.From)} · ${time(new Date(m.Date), phone.zone)}`),
      (world.scan || "BarcodeDetector" in window) && h("button", { type: "button", data: { action: "scan" }, onclick: () => scan(phone, m, img, box) }, icon("qr"), t("scan")),
      h("a.round", { href: url, download: name, "aria-label": t("download", { name }), title: t("download", { name }), data: { action: "download" } }, icon("save")),
      h("button.round", { type: "button", "aria-label": t("close"), title: t("close"), data: { action: "close" }, onclick: () => box.close() }, icon("close"))),
    img,
    m.Text && h("p", { lang: "id" }, m.Text),
  );
  document.body.append(box);
  box.showModal();
}

// scan reads the QR in a picture, as another phone's camera would.
async function scan(phone, m, img, box) {
  let text = "";
  try {
    if (world.scan) text = (await post("/do", { as: phone.id, do: "scan", file: m.File.ID })).text;
    else text = (await new BarcodeDetector({ formats: ["qr_code"] }).detect(img))[0]?.rawValue ?? "";
  } catch {
    text = "";
  }
  box.close();
  if (!text) return phone.toast(t("scanNone"), "bad");
  phone.follow(text, new Event("scan"));
}
