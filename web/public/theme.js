// Applies the stored colour mode before the first paint, so that a dark page never flashes white.
// The key and its values are those of VueUse's useColorMode, which takes over once the app runs.
(function applyTheme() {
  var stored = null;
  try {
    stored = localStorage.getItem('vueuse-color-scheme');
  } catch (error) {
    // Storage can be switched off altogether; the system's preference is then all there is.
    console.debug('Colour mode is not remembered:', error.name);
  }
  var dark = stored === 'dark' || (stored !== 'light' && window.matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.classList.add(dark ? 'dark' : 'light');
})();
