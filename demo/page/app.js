// The page begins here: fetch the world, make a phone for everybody, hand each event to the phones it concerns.
import { $ } from "./dom.js";
import { world, on, start } from "./world.js";
import { t, translate } from "./words.js";
import { Phone } from "./phone.js";
import * as bar from "./bar.js";
import * as tour from "./tour.js";
import * as guide from "./guide.js";

const phones = new Map();
const each = (act) => phones.forEach(act);
const row = $("phones");

// A scene may bring people; nobody ever leaves the cast.
function people() {
  for (const p of world.people) {
    if (phones.has(p.id)) continue;
    const phone = new Phone(p.id, phones);
    phones.set(p.id, phone);
    row.append(phone.el);
    phone.open(p.id);
  }
  row.setAttribute("aria-busy", "false");
}

on("scene", people);
on("scene", () => each((p) => p.scene()));
on("clock", () => each((p) => p.tick()));
setInterval(() => each((p) => p.tick()), 1000);
on("message", (m) => reaches(m, (p) => p.message(m)));
on("edit", (m) => reaches(m, (p) => p.edit(m)));
on("delete", (m) => reaches(m, (p) => p.remove(m)));
on("toast", (e) => phones.get(e.User)?.toast(e.Text));
on("alert", (e) => phones.get(e.User)?.alert(e.Text));
on("typing", (chat) => each((p) => p.shows(chat)));
on("waiting", ({ chat, message }) => each((p) => p.view === chat && p.redraw(message)));
on("lost", () => bar.note(t("lost")));
on("found", () => bar.note(""));

function reaches(m, act) {
  each((p) => (m.Chat === p.id || p.person.chats.includes(m.Chat)) && act(p));
}

bar.build(phones);
await start();
tour.build(phones);
guide.build(phones);
translate();
