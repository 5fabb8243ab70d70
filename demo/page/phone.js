// One phone: its lock screen, its list of chats, the open chat. It draws what world.js knows and hands wishes back.
import { h, swap, icon, avatar, copy, calm } from "./dom.js";
import { t } from "./words.js";
import { world, act, press, person, messages, titleOf, unread, markRead, now, tell } from "./world.js";
import { album, draw, day, time } from "./message.js";
import { read } from "./links.js";
import * as sheets from "./sheets.js";

const most = 250; // what an open chat holds: 200 messages and the days between them
const short = { "Asia/Jakarta": "WIB", "Asia/Makassar": "WITA", "Asia/Jayapura": "WIT" };

export const zoneName = (zone, at) =>
  short[zone] ?? new Intl.DateTimeFormat("en", { timeZone: zone, timeZoneName: "short" }).formatToParts(at).find((p) => p.type === "timeZoneName").value;

export class Phone {
  constructor(id, all) {
    this.id = id;
    this.all = all; // every phone, by person
    this.view = id; // the open chat, or "list"
    this.toStart = ""; // the start link that the big button will send
    this.editing = null;
    this.visible = false;
    this.stuck = true; // the log stays at its end
    this.build();
    this.scene();
  }

  get person() {
    return person(this.id);
  }

  get zone() {
    return this.person.zone;
  }

  get chats() {
    const last = (chat) => Date.parse(messages(chat).at(-1)?.Date ?? 0);
    const groups = this.person.chats.filter((c) => c !== this.id).sort((a, b) => last(b) - last(a));
    return [this.id, ...groups];
  }

  get locked() {
    return !this.person.online && !this.toStart && messages(this.id).length === 0;
  }

  get unread() {
    return this.locked ? 0 : this.chats.reduce((n, chat) => n + unread(this.id, chat), 0);
  }

  build() {
    const { id } = this;
    this.hour = h("span.hour");
    this.list = h("div.screen.list");
    this.lock = h("div.screen.lock");
    this.top = h("header.top");
    this.pin = h("div.pin", { hidden: true });
    this.flow = h("div.flow");
    this.log = h("div.log", { role: "log", "aria-live": "polite", tabIndex: 0, onscroll: () => this.scrolled() }, this.flow);
    this.down = h("button.down", { type: "button", hidden: true, data: { action: "to-end", tLabel: "newBelow" }, onclick: () => this.toEnd() }, icon("down"));
    this.foot = h("footer.foot");
    this.chat = h("div.screen.chat", {}, this.top, this.pin, h("div.between", {}, this.log, this.down), this.foot);
    this.toasts = h("div.toasts", { role: "status", "aria-live": "polite" });
    this.screens = h("div.screens", {}, this.list, this.chat, this.lock);
    this.layer = h("div.layer");
    this.title = h("h2", { id: `phone-${id}` });
    this.role = h("p.role");
    this.face = h("span");
    this.el = h(
      "section.phone",
      { "aria-labelledby": `phone-${id}`, data: { person: id } },
      h("header.who", {}, this.face, h("div", {}, this.title, this.role)),
      h("div.frame", {}, h("div.bar", { "aria-hidden": "true" }, this.hour, h("span.signal", {}, icon("signal"), icon("battery"))), this.screens, this.toasts, this.layer),
    );
    this.compose = this.composer();
    new IntersectionObserver(([seen]) => {
      this.visible = seen.intersectionRatio > 0.5;
      if (this.visible) this.see();
      tell("seen", id);
    }, { threshold: [0.4, 0.6] }).observe(this.el);
    const grown = new ResizeObserver(() => this.stuck && this.toEnd(true)); // pictures come late, the keyboard slides in
    grown.observe(this.flow);
    grown.observe(this.log);
  }

  composer() {
    const area = h("textarea", {
      rows: 1, enterKeyHint: "send", autocomplete: "off", data: { tPlaceholder: "write", tLabel: "write", action: "write" },
      oninput: () => this.grow(),
      onkeydown: (k) => {
        if (k.key === "Enter" && !k.shiftKey && !k.isComposing) (k.preventDefault(), this.submit());
        if (k.key === "Escape" && this.editing) (k.stopPropagation(), this.stopEditing());
      },
    });
    const button = (name, action, label, onclick) =>
      h(`button.round.${name}`, { type: "button", data: { action, tLabel: label }, onclick }, icon(name));
    this.area = area;
    this.slash = button("slash", "menu", "menu", () => sheets.menu(this));
    this.editBar = h("div.editing", { hidden: true });
    const form = h(
      "form.compose",
      { onsubmit: (e) => (e.preventDefault(), this.submit()) },
      button("clip", "attach", "attach", () => sheets.attach(this)),
      area,
      this.slash,
      h("button.round.send", { type: "submit", data: { action: "send", tLabel: "send" } }, icon("send")),
    );
    return h("div", {}, this.editBar, form);
  }

  // scene draws again whatever is not a message.
  scene() {
    const p = this.person;
    this.title.textContent = p.name;
    this.role.textContent = [p.role, p.note].filter(Boolean).join(" · ");
    this.face.replaceChildren(avatar(p.id, p.short));
    if (this.view !== "list" && !this.chats.includes(this.view)) this.open(this.successor() ?? "list");
    else this.frame();
    this.tick();
  }

  // successor is the supergroup that took the place of the open group.
  successor() {
    const title = this.shownTitle;
    return this.chats.find((c) => c !== this.id && titleOf(c, this.id) === title);
  }

  // frame draws everything around the messages of the open screen.
  frame() {
    const { locked } = this;
    this.lock.hidden = !locked;
    this.list.hidden = locked || this.view !== "list";
    this.chat.hidden = locked || this.view === "list";
    if (locked) return this.drawLock();
    if (this.view === "list") return this.drawList();
    this.drawTop();
    this.drawPin();
    this.drawFoot();
  }

  drawLock() {
    const p = this.person;
    swap(
      this.lock,
      h("p.big", { "aria-hidden": "true" }, time(now(), this.zone)),
      avatar(p.id, p.short),
      h("h3", {}, t("locked", { name: p.name })),
      h("p", {}, t("lockedHelp")),
      h("button.main", { type: "button", data: { action: "open-link" }, onclick: () => sheets.openLink(this) }, icon("link"), t("openLink")),
    );
  }

  drawList() {
    const row = (chat) => {
      const title = titleOf(chat, this.id);
      const last = messages(chat).filter((m) => !m.Deleted).at(-1);
      const news = unread(this.id, chat);
      return h("li", {}, h(
        "button.chat-row",
        { type: "button", data: { action: "open-chat", chat }, onclick: () => this.open(chat, true) },
        chat === this.id ? avatar(chat, title, "bot") : avatar(chat, title),
        h("span.name", {}, title),
        h("span.at", {}, last ? time(new Date(last.Date), this.zone) : ""),
        h("span.last", {}, last ? last.Text.replace(/\s+/g, " ").slice(0, 90) || t(last.File?.Kind ?? "noMessages") : t("noMessages")),
        news > 0 && h("span.count", { "aria-label": t("unread", { n: news }) }, news),
      ));
    };
    swap(
      this.list,
      h("header.top", {}, h("h3", {}, t("chats")), h("button.round", { type: "button", "aria-label": t("openLink"), title: t("openLink"), data: { action: "open-link" }, onclick: () => sheets.openLink(this) }, icon("link"))),
      h("ul", {}, ...this.chats.map(row)),
    );
  }

  drawTop() {
    const chat = this.view;
    const title = titleOf(chat, this.id);
    this.shownTitle = title;
    const other = this.chats.reduce((n, c) => n + (c === chat ? 0 : unread(this.id, c)), 0);
    const group = world.chats.get(chat);
    const under = this.typing ? t("typing") : chat === this.id ? t("bot") : t(group?.bot ? "membersBot" : "members", { n: group?.members.length ?? 0 });
    this.log.setAttribute("aria-label", t("chatWith", { name: title }));
    this.el.dataset.chat = chat;
    swap(
      this.top,
      h("button.round.back", { type: "button", "aria-label": t("back"), title: t("back"), data: { action: "back" }, onclick: () => this.open("list", true) }, icon("back"), other > 0 && h("span.count", { "aria-label": t("unread", { n: other }) }, other)),
      chat === this.id ? avatar(chat, title, "bot") : avatar(chat, title),
      h("div.titles", {}, h("h3", {}, title), h("p", {}, under)),
      h("button.round", { type: "button", "aria-label": t("chatMenu"), title: t("chatMenu"), data: { action: "chat-menu" }, onclick: () => sheets.chatMenu(this) }, icon("more")),
    );
  }

  // The first link of all is in nobody's chat: it stands above the empty chat of the one who is to open it.
  drawPin() {
    const show = this.view === this.id && this.person.first && messages(this.id).length === 0 && !this.toStart;
    this.pin.hidden = !show;
    if (!show) return;
    swap(
      this.pin,
      icon("pin-note"),
      h("div", {}, h("b", {}, t("first")), h("code", {}, this.person.first.replace(/^https:\/\//, ""))),
      h("button", { type: "button", data: { action: "first-link" }, onclick: () => this.openLink(this.person.first) }, t("open")),
    );
  }

  drawFoot() {
    const own = this.view === this.id;
    const big = (label, action, onclick, hint) =>
      h("div.big-foot", {}, hint && h("p", {}, hint), h("button.main", { type: "button", data: { action }, onclick }, label));
    let foot = this.compose;
    if (own && this.person.blocked) foot = big(t("unblock"), "unblock", () => this.do("unblock"));
    else if (own && this.toStart) foot = big(t("start"), "start", () => this.start(), t("startHint"));
    else if (own && messages(this.id).length === 0) foot = big(t("start"), "start", () => this.say("/start"));
    const menu = this.person.menu[this.view] ?? [];
    this.slash.hidden = menu.length === 0;
    for (const e of this.compose.querySelectorAll("[data-t-label]")) {
      e.setAttribute("aria-label", t(e.dataset.tLabel));
      e.title = t(e.dataset.tLabel);
    }
    this.area.placeholder = t("write");
    if (this.foot.firstChild !== foot) this.foot.replaceChildren(foot);
  }

  // reveal brings the phone into the row's view, if it is not there.
  reveal() {
    const row = this.el.parentElement;
    const left = this.el.offsetLeft - row.offsetLeft;
    if (left >= row.scrollLeft && left + this.el.offsetWidth <= row.scrollLeft + row.clientWidth + 1) return;
    row.scrollTo({ left: left - (row.clientWidth - this.el.offsetWidth) / 2 });
  }

  tick() {
    const at = now();
    this.hour.textContent = `${time(at, this.zone)} ${zoneName(this.zone, at)}`;
    const big = this.lock.querySelector(".big");
    if (big) big.textContent = time(at, this.zone);
  }

  // open shows a chat or the list.
  open(view, focus = false) {
    this.stopEditing();
    this.view = view;
    this.typing = false;
    this.frame();
    if (view !== "list") {
      this.drawLog();
      this.see();
    }
    if (focus) (view === "list" ? this.list.querySelector(".chat-row") : this.log)?.focus({ preventScroll: true });
  }

  drawLog() {
    this.log.ariaLive = "off"; // only what comes later is read out
    setTimeout(() => (this.log.ariaLive = "polite"), 500);
    this.flow.replaceChildren();
    for (const m of messages(this.view)) this.append(m);
    if (messages(this.view).length === 0) this.flow.append(h("p.empty", {}, t(this.view === this.id ? "emptyBot" : "noMessages")));
    this.toEnd(true);
  }

  // append puts a message under the last one; neighbours of one speaker stand closer.
  append(m) {
    this.log.querySelector(".empty")?.remove();
    if (m.Album && this.flow.lastElementChild?.dataset.album === m.Album) return this.replace(this.flow.lastElementChild, m);
    const e = draw(m, this);
    e.dataset.day = day(new Date(m.Date), this.zone);
    const before = this.flow.lastElementChild;
    if (before?.dataset.day !== e.dataset.day) this.flow.append(h("div.day", { data: { day: e.dataset.day } }, h("span", {}, e.dataset.day)));
    else if (before.dataset.from && before.dataset.from === e.dataset.from) {
      before.classList.add("followed");
      e.classList.add("follows");
    }
    this.flow.append(e);
    return e;
  }

  // message, edit and remove keep an open chat true without drawing it anew.
  message(m) {
    if (m.Chat === this.id && messages(this.id).length === 1) this.scene();
    if (m.Chat !== this.view || this.locked) return this.noticed();
    this.typing = false;
    const mine = m.From === this.id;
    const stay = this.stuck || mine;
    if (!this.log.querySelector(".message, .service")) this.frame();
    this.append(m).classList.add("arriving");
    while (this.flow.children.length > most) this.flow.firstElementChild.remove();
    if (stay) this.toEnd();
    else this.down.hidden = false;
    this.see();
    this.drawTop();
  }

  edit(m) {
    const old = m.Chat === this.view && this.find(m.ID);
    if (!old) return this.noticed();
    const stay = this.stuck;
    this.replace(old, m).classList.add("changed");
    if (stay) this.toEnd();
  }

  // replace draws a message, or an album one of whose messages it is, anew in its place.
  replace(old, m) {
    const fresh = draw(m, this);
    for (const c of ["follows", "followed"]) fresh.classList.toggle(c, old.classList.contains(c));
    fresh.dataset.day = old.dataset.day;
    const held = old.contains(document.activeElement) && document.activeElement.dataset.label;
    old.replaceWith(fresh);
    if (held) fresh.querySelector(`[data-label="${CSS.escape(held)}"]`)?.focus({ preventScroll: true });
    return fresh;
  }

  remove(m) {
    const e = m.Chat === this.view && this.find(m.ID);
    if (!e) return this.noticed();
    const left = m.Album && album(m)[0];
    if (left) return this.replace(e, left);
    const gone = () => {
      const day = e.previousElementSibling;
      e.remove();
      if (day?.matches(".day") && !day.nextElementSibling?.matches(".message, .service")) day.remove();
      this.scrolled();
    };
    if (calm()) return gone();
    e.classList.add("leaving");
    e.addEventListener("animationend", gone, { once: true });
  }

  // find is the element of a message; of one in an album, the album's.
  find(id) {
    return this.log.querySelector(`[data-message="${id}"]`)?.closest("[data-day]");
  }

  // redraw shows anew a message whose spinner changed.
  redraw(id) {
    const m = messages(this.view).find((m) => m.ID === id);
    if (!m || !this.find(id)) return;
    this.edit(m);
    this.find(id).classList.remove("changed");
  }

  noticed() {
    if (this.locked) return;
    if (this.view === "list") this.drawList();
    else this.drawTop();
  }

  see() {
    if (this.visible && this.view !== "list" && !this.locked) markRead(this.id, this.view);
  }

  shows(chat) {
    this.typing = chat === this.view;
    if (!this.typing) return;
    this.drawTop();
    setTimeout(() => ((this.typing = false), this.view !== "list" && this.drawTop()), 5000);
  }

  // scrolled tells a person who reads back from a log that has only grown.
  scrolled() {
    const { scrollHeight, scrollTop, clientHeight } = this.log;
    const grown = scrollHeight !== this.height;
    this.height = scrollHeight;
    if (this.stuck && grown) return;
    this.stuck = scrollHeight - scrollTop - clientHeight < 40;
    this.down.hidden = this.stuck;
  }

  toEnd(atOnce = false) {
    this.stuck = true;
    this.down.hidden = true;
    this.log.scrollTo({ top: this.log.scrollHeight, behavior: atOnce || calm() ? "instant" : "smooth" });
  }

  // Wishes of the person.

  async try(wish) {
    try {
      return await wish;
    } catch (why) {
      this.toast(t("failed", { why: why.message }), "bad");
    }
  }

  do(what, more) {
    return this.try(act(this.id, what, { chat: this.view === "list" ? this.id : this.view, ...more }));
  }

  say(text) {
    this.stuck = true;
    return this.do("write", { text });
  }

  async submit() {
    const text = this.area.value.trim();
    if (!text) return;
    const { editing } = this;
    this.fill("");
    if (!editing) return this.say(text);
    this.stopEditing();
    return this.do("edit", { message: editing.ID, text });
  }

  press(m, button) {
    return this.try(press(this.id, m, button));
  }

  async start() {
    const link = this.toStart;
    this.toStart = "";
    await this.do("open", { link });
    this.frame();
    this.log.focus({ preventScroll: true });
  }

  // openLink opens a link to the bot as the real app does: its chat, with a button that sends the start word.
  openLink(url) {
    const link = read(url);
    if (link.kind === "startgroup") return sheets.pickGroup(this, link.url);
    if (link.kind !== "start" && link.kind !== "bot") return this.toast(t("badLink"), "bad");
    if (link.kind === "start") this.toStart = link.url;
    else if (this.locked) this.toStart = `https://t.me/${world.bot.Username}?start=`;
    this.scene();
    this.open(this.id);
    this.foot.querySelector("button.main")?.focus({ preventScroll: true });
  }

  // follow is a tap on any link; those to pages elsewhere are left to the browser.
  follow(url, event) {
    const link = read(url);
    if (link.kind === "out") return;
    event.preventDefault();
    if (link.kind === "bot") return this.open(this.id, true);
    if (link.kind === "startgroup") return sheets.pickGroup(this, link.url);
    if (link.kind === "start") return sheets.whose(this, link.url);
    sheets.readyText(this, link);
  }

  startEditing(m) {
    this.editing = m;
    this.editBar.hidden = false;
    this.editBar.replaceChildren(icon("pen"), h("div", {}, h("b", {}, t("editing")), h("span", {}, m.Text)), h("button.round", { type: "button", "aria-label": t("cancel"), onclick: () => this.stopEditing() }, icon("close")));
    this.fill(m.Text);
    this.area.focus({ preventScroll: true });
  }

  stopEditing() {
    if (!this.editing) return;
    this.editing = null;
    this.editBar.hidden = true;
    this.fill("");
  }

  // fill puts words into the message box.
  fill(text) {
    this.area.value = text;
    this.grow();
    this.area.scrollTop = this.area.scrollHeight;
  }

  grow() {
    this.area.style.height = "auto";
    this.area.style.height = `${Math.min(this.area.scrollHeight, 120)}px`;
  }

  messageMenu(m) {
    sheets.messageMenu(this, m);
  }

  showPhoto(m) {
    sheets.lightbox(this, m);
  }

  async copy(text) {
    if (await copy(text)) this.toast(t("copied"));
  }

  toast(text, kind = "") {
    const e = h("div.toast", { data: { toast: "" } }, text);
    if (kind) e.classList.add(kind);
    this.toasts.replaceChildren(e);
    setTimeout(() => e.remove(), 1800 + 40 * text.length);
  }

  alert(text) {
    sheets.alert(this, text);
  }
}
