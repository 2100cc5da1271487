/* Videos of other hosts: the player is fetched only when the reader asks for it. Without this script the link remains. */
const play = (figure) => {
  const frame = document.createElement("iframe");
  frame.className = "player";
  frame.src = figure.dataset.player;
  frame.title = figure.dataset.title;
  frame.allow = "fullscreen; picture-in-picture";
  frame.referrerPolicy = "strict-origin-when-cross-origin";
  figure.querySelector("[data-player-offer]").replaceWith(frame);
  frame.focus();
};

for (const figure of document.querySelectorAll("[data-player]:not([data-player=''])")) {
  const offer = figure.querySelector("[data-player-offer]");
  offer.hidden = false;
  offer.querySelector("button").addEventListener("click", () => play(figure));
}
