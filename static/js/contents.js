/* Marks in a lesson's table of contents where the reader is. Without this script the list is a list of links. */
const links = new Map();
for (const link of document.querySelectorAll("[data-contents] a")) {
  const heading = document.getElementById(decodeURIComponent(link.hash.slice(1)));
  if (heading) {
    links.set(heading, link);
  }
}

const headings = [...links.keys()];

const mark = () => {
  const passed = headings.filter((heading) => heading.getBoundingClientRect().top < window.innerHeight * 0.35);
  const here = passed.at(-1) ?? headings[0];
  for (const [heading, link] of links) {
    if (heading === here) {
      link.setAttribute("aria-current", "true");
    } else {
      link.removeAttribute("aria-current");
    }
  }
};

if (headings.length) {
  const observer = new IntersectionObserver(mark, { rootMargin: "0px 0px -65% 0px", threshold: [0, 1] });
  headings.forEach((heading) => observer.observe(heading));
  mark();
}
