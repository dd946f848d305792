// Puts the player of another site in the place of its link, and only when the reader asks for it.

for (const video of document.querySelectorAll(".video[data-player]")) {
  video.querySelector(".video__link").addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const player = document.createElement("iframe");
    player.className = "video__player";
    player.src = video.dataset.player;
    player.title = video.dataset.title;
    player.allow = "fullscreen; picture-in-picture";
    player.allowFullscreen = true;
    player.referrerPolicy = "strict-origin-when-cross-origin";
    event.currentTarget.replaceWith(player);
    player.focus();
  });
}
