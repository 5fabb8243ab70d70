// The guide: for a visitor who plays by hand, what comes next and on whose phone.
import { $, h } from "./dom.js";
import { t, language } from "./words.js";
import { world, on, person } from "./world.js";

let phones;
let at = 0; // the step shown; -1 when the guide is put away

export function build(all) {
  phones = all;
  const [known, step] = (sessionStorage.getItem("guide") ?? "").split("/");
  if (known === world.world) at = Number(step);
  $("guide-back").onclick = () => go(at - 1);
  $("guide-next").onclick = () => go(at + 1);
  $("guide-close").onclick = () => go(-1);
  $("guide-open").onclick = () => ($("tour-panel").hidePopover(), go(0));
  on("scene", draw);
  on("language", draw);
  on("message", follow);
  on("edit", follow);
  if (known !== world.world) [...world.history.values()].flat().forEach(follow);
  draw();
  reveal();
}

function go(to) {
  keep(to);
  draw();
  reveal();
}

// follow goes on when the button appears that shows a step to be done, this one or one further on.
function follow(m) {
  const labels = (m.Buttons ?? []).flat().map((b) => b.Text);
  const done = world.guide.findLastIndex((s, i) => at >= 0 && i >= at && s.on === m.Chat && labels.includes(s.done));
  if (done < 0) return;
  keep(done + 1);
  draw();
}

function keep(step) {
  at = step;
  sessionStorage.setItem("guide", `${world.world}/${at}`);
}

const reveal = () => $("guide-strip").hidden || phones.get(world.guide[at].who)?.reveal();

function draw() {
  if (world.tour && at >= 0) return go(-1); // who saw the tour has seen it all
  const all = world.guide;
  const step = all[at];
  $("guide-strip").hidden = !step;
  $("guide-open").hidden = all.length === 0 || Boolean(step);
  for (const p of phones.values()) p.el.classList.toggle("asked", p.id === step?.who);
  if (!step) return;
  const words = step.words[language()];
  if ($("guide-text").dataset.said !== words) { // said aloud once, not with every scene
    $("guide-text").dataset.said = words;
    const keys = words.split(/\[(.+?)\]/).map((s, i) => (i % 2 ? h("kbd", {}, s) : s));
    $("guide-text").replaceChildren(h("button.whose", { type: "button", onclick: reveal }, t("phoneOf", { name: person(step.who).name })), " ", ...keys);
  }
  $("guide-count").textContent = `${at + 1}/${all.length}`;
  $("guide-back").disabled = at === 0;
  $("guide-next").disabled = at === all.length - 1;
}
