// The guided tour: the server plays a transcript's people; this page sets the pace, so that a visitor can follow what
// is typed, pressed and answered. Before each line the server waits for the step that bears its number.
import { $, h, swap, icon, calm } from "./dom.js";
import { t } from "./words.js";
import { world, on, post } from "./world.js";
import { note, tryTo } from "./bar.js";

let leading = sessionStorage.getItem("leading") === "yes"; // this page sets the pace
let last = 0; // the step that was shown
let heard = 0; // letters the bot has said since
let comment = "";
let phones;

export function build(all) {
  phones = all;
  on("scene", draw);
  on("message", (m) => m.From === world.bot.ID && (heard += m.Text.length + 40));
  on("edit", (m) => m.From === world.bot.ID && (heard += 60));
  $("tour-stop").onclick = () => tryTo(() => post("/tour", { stop: true }));
  $("tour-play").onclick = () => lead(!leading);
  $("tour-speed").value = localStorage.getItem("speed") ?? "1";
  $("tour-speed").onchange = (e) => localStorage.setItem("speed", e.target.value);
  const wanted = sessionStorage.getItem("tour");
  sessionStorage.removeItem("tour");
  if (wanted) begin(wanted);
  draw();
}

function lead(yes) {
  leading = yes;
  sessionStorage.setItem("leading", yes ? "yes" : "no");
  last = 0;
  draw();
}

function begin(name) {
  comment = "";
  lead(true);
  return tryTo(() => post("/tour", { name }));
}

// choose starts a tour; where the world can be emptied it is, and the page comes back by itself.
async function choose(name) {
  $("tour-panel").hidePopover();
  if (!world.reset) return begin(name);
  sessionStorage.setItem("tour", name);
  try {
    await post("/bot", { do: "reset" });
  } catch (why) {
    sessionStorage.removeItem("tour");
    note(why.message);
  }
}

export function draw() {
  const row = (tour) =>
    h("button.row-button", { type: "button", data: { action: "tour", tour: tour.name }, onclick: () => choose(tour.name) }, icon("play"), h("span", {}, h("b", {}, tour.title)));
  swap($("tours"), ...(world.tours.length ? world.tours.map(row) : [h("p", {}, t("noTours"))]));
  $("tour-fresh").hidden = !world.reset;
  strip();
}

function strip() {
  const { tour } = world;
  $("tour-strip").hidden = !tour;
  if (!tour) return;
  const line = tour.line;
  if (line?.Kind === "comment") comment = line.Text;
  let text = comment || tour.title;
  if (tour.over) text = tour.error ? t("tourFailed", { why: tour.error }) : t(tour.stopped ? "tourStopped" : "tourDone");
  if ($("narration").textContent !== text) $("narration").textContent = text;
  $("tour-now").textContent = tour.over || !line ? "" : doing(line);
  $("tour-count").textContent = t("steps", { n: tour.number, all: tour.total });
  $("tour-bar").value = tour.number;
  $("tour-bar").max = tour.total;
  $("tour-play").hidden = tour.over;
  $("tour-play").replaceChildren(icon(leading ? "pause" : "play"), h("span.away", {}, t(leading ? "pause" : "play")));
  $("tour-play").title = t(leading ? "pause" : "play");
  $("tour-stop").title = t(tour.over ? "close" : "stop");
  $("tour-stop").setAttribute("aria-label", $("tour-stop").title);
  if (tour.over) return lapse();
  if (leading && tour.step !== last) show(tour);
}

const lapse = () => (leading = false);

function doing(line) {
  if (line.Kind === "event") return `⏱ ${line.Text}`;
  return line.Who ?? "";
}

const wait = (ms) => new Promise((done) => setTimeout(done, ms));
const between = (least, n, most) => Math.max(least, Math.min(n, most));

// show lets the visitor read what came, then see what is about to be done, then lets it happen.
async function show({ step, line }) {
  last = step;
  const gone = () => !leading || world.tour?.step !== step || world.tour.over;
  const pace = () => 1 / Number($("tour-speed").value);
  const read = heard ? between(500, 300 + 7 * heard, 2200) : 200;
  heard = 0;
  await wait(read * pace());
  if (gone()) return;
  if (line.Kind === "comment") await wait(between(1200, 600 + 25 * line.Text.length, 3000) * pace());
  else if (line.Kind === "event") await wait(700 * pace());
  else await rehearse(line, pace(), gone);
  if (gone()) return;
  await tryTo(() => post("/tour", { step }));
}

async function rehearse(line, pace, gone) {
  const phone = phones.get(line.User);
  if (!phone) return wait(600 * pace);
  phone.reveal();
  for (const p of phones.values()) p.el.classList.toggle("acting", p === phone);
  if (!phone.locked && phone.view !== line.Chat && phone.chats.includes(line.Chat)) {
    phone.open(line.Chat);
    await wait(400 * pace);
  }
  if (line.Kind === "press") {
    const key = pointed(phone, line);
    key?.classList.add("pointed");
    await wait(600 * pace);
    key?.classList.remove("pointed");
  } else if (line.Kind === "write" || line.Kind === "edit") {
    await typeOut(phone, line.Text, between(300, 18 * line.Text.length, 1000) * pace, gone);
    await wait(250 * pace);
    phone.fill("");
  } else {
    await wait(700 * pace);
  }
  phone.el.classList.remove("acting");
}

// pointed is the button that is about to be pressed, brought into sight.
function pointed(phone, line) {
  const m = phone.find(line.Message);
  m?.scrollIntoView({ block: "nearest", behavior: calm() ? "instant" : "smooth" });
  return m?.querySelector(`[data-label="${CSS.escape(line.Text)}"]`);
}

// typeOut writes into the message box letter by letter, within ms.
async function typeOut(phone, text, ms, gone) {
  const steps = calm() ? 1 : Math.min(text.length, Math.ceil(ms / 40));
  for (let i = 1; i <= steps && !gone(); i++) {
    phone.fill(text.slice(0, Math.ceil((text.length * i) / steps)));
    await wait(ms / steps);
  }
}
