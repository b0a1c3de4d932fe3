/* While a business is being set up, its page shows by itself how far that has come. */
"use strict";

(() => {
  const EVERY_MS = 1500;

  async function look(section) {
    const answer = await fetch(location.href);
    // Somebody who was signed out meanwhile is led to the door.
    if (!answer.ok || answer.redirected) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.getElementById(section.id);
    if (fresh) section.replaceWith(fresh);
    watch();
  }

  function watch() {
    const section = document.querySelector("#business-state[data-is-moving]");
    if (section) setTimeout(() => look(section).catch(watch), EVERY_MS);
  }

  addEventListener("DOMContentLoaded", watch);
})();
