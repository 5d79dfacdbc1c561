// Says that scripts run, before the page is drawn.
document.documentElement.classList.add("js");
