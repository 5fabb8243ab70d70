// The slim bar above the phones: clock, trouble, tour, and whose phone is looked at.
import { $, h, swap, avatar } from "./dom.js";
import { t, language, setLanguage, translate } from "./words.js";
import { world, on, tell, post, act, now } from "./world.js";
import { time } from "./message.js";
import { zoneName } from "./phone.js";

const home = "Asia/Makassar"; // the village is in NTB: WITA, all year eight hours ahead of UTC
const hour = 3_600_000;
const date = { weekday: "short", day: "numeric", month: "short", year: "numeric" };

export function build(phones) {
  clock();
  trouble();
  picker(phones);
  look(phones);
  $("reset").onclick = async () => confirm(t("resetAsk")) && tryTo(() => post("/bot", { do: "reset" }));
}

// note shows a line of the page itself; the bar is the place for what no single phone is to blame for.
export function note(text) {
  $("note").textContent = text;
  $("note").hidden = !text;
  clearTimeout(note.timer);
  if (text) note.timer = setTimeout(() => note(""), 5000);
}

export async function tryTo(wish) {
  try {
    return await wish();
  } catch (why) {
    note(why.message);
  }
}

// Clock.

let asked = false; // this page waits for the clock to be moved

function clock() {
  const jump = async (to) => {
    if (document.body.classList.contains("walking")) return;
    asked = true;
    tick();
    if (document.body.classList.contains("narrow")) $("clock-panel").hidePopover(); // it would hide what happens
    await tryTo(() => post("/clock", to));
    asked = false;
    tick();
  };
  const choices = {
    in10: () => jump({ by: 600 }),
    in60: () => jump({ by: 3600 }),
    tomorrow: () => jump({ to: morning(now()) }),
    next: () => jump({ next: true }),
  };
  for (const b of document.querySelectorAll("[data-action=clock]")) b.onclick = choices[b.dataset.to];
  $("when").onsubmit = (e) => {
    e.preventDefault();
    const to = new Date(`${$("at").value}:00+08:00`);
    if (!(to > now())) return note(t("past"));
    jump({ to: to.toISOString() });
  };
  $("clock-panel").addEventListener("toggle", (e) => {
    if (e.newState !== "open") return;
    $("at").value = $("at").min = new Date(now() + 8 * hour).toISOString().slice(0, 16);
  });
  setInterval(tick, 1000);
  on("clock", tick);
}

function morning(at) {
  const there = new Date(at + 8 * hour);
  return new Date(Date.UTC(there.getUTCFullYear(), there.getUTCMonth(), there.getUTCDate() + 1, 6) - 8 * hour).toISOString();
}

function tick() {
  const at = now();
  if (!at) return;
  $("hour").textContent = `${time(at, home)} WITA`;
  $("date").textContent = time(at, home, date);
  $("other").textContent = `${time(at, "Asia/Jakarta")} WIB`;
  const said = `${time(at, home, { ...date, weekday: "long", month: "long" })} ${time(at, home)} WITA`;
  if ($("clock").dataset.said !== said) {
    $("clock").dataset.said = said;
    $("clock").setAttribute("aria-label", t("clockLabel", { time: said }));
    const zones = [...new Set(["Asia/Jakarta", home, ...world.people.map((p) => p.zone)])];
    $("zones").replaceChildren(...zones.map((z) => h("li", {}, h("b", {}, time(at, z)), ` ${zoneName(z, at)} · ${time(at, z, date)}`)));
  }
  const next = world.clock.next;
  $("next").textContent = next ? t("nextAt", { time: `${time(next, home, { weekday: "short", day: "numeric", month: "short" })} ${time(next, home)} WITA` }) : t("nextNone");
  document.body.classList.toggle("walking", asked || Boolean(world.clock.walking));
}

// Trouble.

const troubles = {
  down: { Down: true },
  flood: { Flood: 30 },
  server: { Server: 33 },
  cut: { CutBefore: 10, CutAfter: 10 },
};

const same = (a, b) => ["Down", "Flood", "Server", "CutBefore", "CutAfter"].every((k) => (a[k] || 0) === (b[k] || 0));

function trouble() {
  for (const [name, what] of Object.entries(troubles)) {
    $(name).onchange = (e) => tryTo(() => post("/trouble", e.target.checked ? { ...what, Seed: 1 } : {}));
  }
  $("power").onclick = () => tryTo(() => post("/bot", { do: world.up ? "crash" : "restart" }));
  $("repeat").onclick = () => tryTo(() => act(0, "repeat"));
  on("scene", drawTrouble);
}

export function drawTrouble() {
  const now = world.up ? [] : [t("botDown")];
  for (const [name, what] of Object.entries(troubles)) {
    $(name).checked = same(what, world.trouble);
    if ($(name).checked) now.push(t(name));
  }
  const blocked = world.people.filter((p) => p.blocked);
  if (blocked.length) now.push(`${t("blockedBy")} ${blocked.map((p) => p.name).join(", ")}`);
  $("trouble").classList.toggle("on", now.length > 0);
  $("trouble-name").textContent = now.length ? t("troubleOn", { what: now.join(", ") }) : t("trouble");
  $("trouble").title = $("trouble-name").textContent;
  $("power-name").textContent = t(world.up ? "crash" : "restart");
  $("power-state").textContent = t(world.up ? "botUp" : "botDown");
  swap($("blocked"), ...world.people.filter((p) => p.chats.includes(p.id)).map((p) =>
    h("label.switch", {}, h("input", { type: "checkbox", role: "switch", checked: p.blocked, data: { action: "block", for: p.id }, onchange: (e) => tryTo(() => act(p.id, e.target.checked ? "block" : "unblock")) }), h("span", {}, p.name))));
  $("reset").hidden = !world.reset;
}

// Whose phone.

function picker(phones) {
  const draw = () => {
    swap($("people"), ...[...phones.values()].map((p) => {
      const n = p.unread;
      return h(
        "button",
        { type: "button", "aria-current": p.visible ? "true" : undefined, data: { action: "pick", for: p.id }, onclick: () => p.reveal() },
        avatar(p.id, p.person.short),
        h("span", {}, p.person.name),
        n > 0 && h("span.count", { "aria-label": t("unread", { n }) }, n),
      );
    }));
    const here = $("people").querySelector("[aria-current]");
    if (here) $("people").scrollTo({ left: here.offsetLeft - 40, behavior: "instant" });
    fit();
  };
  for (const kind of ["scene", "message", "read", "delete", "seen"]) on(kind, draw);
  const row = $("phones");
  const fit = () => {
    const n = phones.size;
    const room = Math.max(1, Math.min(n, Math.floor((row.clientWidth - 8) / 332)));
    document.body.style.setProperty("--fit", room);
    document.body.classList.toggle("narrow", row.clientWidth < 640);
    $("picker").hidden = room >= n;
  };
  new ResizeObserver(fit).observe(row);
  let soon = 0;
  row.addEventListener("scroll", () => {
    clearTimeout(soon);
    soon = setTimeout(draw, 120);
  });
}

// How it looks.

function look(phones) {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const wanted = () => localStorage.getItem("theme") ?? (dark.matches ? "dark" : "light");
  const show = () => (document.documentElement.dataset.theme = wanted());
  $("theme").onclick = () => {
    const to = wanted() === "dark" ? "light" : "dark";
    if (to === (dark.matches ? "dark" : "light")) localStorage.removeItem("theme");
    else localStorage.setItem("theme", to);
    show();
  };
  dark.addEventListener("change", show);
  show();
  $("language").onclick = () => {
    setLanguage(language() === "id" ? "en" : "id");
    words();
    for (const p of phones.values()) {
      p.scene();
      if (p.view !== "list") p.drawLog();
    }
    drawTrouble();
    $("clock").dataset.said = "";
    tick();
    tell("language");
  };
  words();
}

function words() {
  setLanguage(language());
  document.title = t("title");
  $("language").textContent = language() === "id" ? "EN" : "ID";
  translate();
}

