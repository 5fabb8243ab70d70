export const $ = (id) => document.getElementById(id);

// h makes an element: h("button.key", { type: "button", onclick }, "Kirim", icon("send")).
export function h(kind, set = {}, ...children) {
  const [tag, ...classes] = kind.split(".");
  const e = document.createElement(tag || "div");
  if (classes.length) e.className = classes.join(" ");
  for (const [name, value] of Object.entries(set)) {
    if (value === undefined || value === null || value === false) continue;
    if (name === "data") Object.assign(e.dataset, value);
    else if (name.startsWith("on")) e.addEventListener(name.slice(2), value);
    else if (name in e && name !== "role" && !name.startsWith("aria")) e[name] = value;
    else e.setAttribute(name, value === true ? "" : value);
  }
  e.append(...children.filter((c) => c !== null && c !== undefined && c !== false && c !== ""));
  return e;
}

// swap replaces what stands in parent and leaves the keyboard's focus on the button that does the same as before.
export function swap(parent, ...children) {
  const now = document.activeElement;
  const held = parent.contains(now) && now !== parent ? { ...now.dataset } : null;
  parent.replaceChildren(...children);
  if (!held?.action) return;
  const same = [...parent.querySelectorAll("[data-action]")].find((e) => Object.entries(held).every(([k, v]) => e.dataset[k] === v));
  same?.focus({ preventScroll: true });
}

// icon draws one of the symbols in index.html; it is decoration, its button carries the label.
export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", `#i-${name}`);
  svg.append(use);
  return svg;
}

const hues = [168, 28, 262, 340, 205, 45, 130, 300];

export const hue = (id) => hues[Math.abs(id) % hues.length];

// avatar is a round sign with initials; the bot has a picture of its own.
export function avatar(id, name, sign = "") {
  const e = h("span.avatar", { "aria-hidden": "true" });
  e.style.setProperty("--hue", hue(id));
  if (sign) e.append(icon(sign));
  else e.textContent = initials(name);
  if (sign) e.classList.add(sign);
  return e;
}

function initials(name) {
  const parts = name.split(/\s+/).filter(Boolean);
  return ((parts.at(0)?.[0] ?? "") + (parts.length > 1 ? parts.at(-1)[0] : "")).toUpperCase();
}

export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const area = h("textarea.away", { value: text });
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    return done;
  }
}

export const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

export function bytes(n, locale) {
  const units = ["B", "kB", "MB"];
  let at = 0;
  while (n >= 1000 && at < 2) [n, at] = [n / 1000, at + 1];
  return `${n.toLocaleString(locale, { maximumFractionDigits: n < 10 && at ? 1 : 0 })} ${units[at]}`;
}
