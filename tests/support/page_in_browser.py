"""The page of an edition as a reader uses it in a browser."""

from __future__ import annotations

from selenium.common.exceptions import TimeoutException
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

# A point well inside a region's shape: its middle may lie in a bay or in another region.
_INSIDE = """
const region = arguments[0];
region.scrollIntoView({block: 'center'});
const box = region.getBoundingClientRect();
for (const margin of [6, 2]) for (let row = 1; row < 20; row++) for (let column = 1; column < 20; column++) {
  const x = Math.round(box.left + box.width * column / 20), y = Math.round(box.top + box.height * row / 20);
  const around = [[0, 0], [-margin, 0], [margin, 0], [0, -margin], [0, margin]];
  if (around.every(([dx, dy]) => region.contains(document.elementFromPoint(x + dx, y + dy)))) return [x, y];
}
return null;
"""


class WebPage:
    """The page, opened in a browser; `clicks` counts those of the mouse."""

    def __init__(self, browser, path, fragment=""):
        self.browser, self.path, self.clicks = browser, path, 0
        browser.open(path, fragment)

    def all(self, selector):
        """Return the elements that are shown."""
        return [each for each in self.browser.driver.find_elements(By.CSS_SELECTOR, selector) if each.is_displayed()]

    def one(self, selector):
        (element,) = self.all(selector)
        return element

    def texts(self, selector):
        return self._read(selector, "e.innerText.trim()")

    def _read(self, selector, what):
        shown = "[...document.querySelectorAll(arguments[0])].filter(e => e.checkVisibility())"
        return self.browser.run(f"return {shown}.map(e => {what})", selector)

    def click(self, element):
        self.browser.run("arguments[0].scrollIntoView({block: 'center'})", element)
        element.click()
        self.clicks += 1

    def themes(self):
        return self.all("nav a[href^='#theme']")

    def theme(self):
        """Return the id of the theme that is shown."""
        return self.one(".theme").get_attribute("id").removeprefix("theme=")

    def show_theme(self, theme):
        self.click(self.one(f"nav a[href='#theme={theme}']"))

    def region(self, code):
        return self.one(f".theme-map a.region[data-code='{code}']")

    def click_region(self, code):
        """Click into the shape of a region on the map."""
        x, y = self.browser.run(_INSIDE, self.region(code))
        chain = ActionChains(self.browser.driver, duration=0)
        chain.w3c_actions.pointer_action.move_to_location(x, y)
        chain.click().perform()
        self.clicks += 1

    def opened(self):
        """Return the codes of the regions whose portraits are shown, one at most where scripts run."""
        return self._read(".portrait", "e.dataset.code")

    def comes_to_show(self, theme, *opened):
        """Return whether this theme and these portraits are shown, once the page has followed its address.

        A browser tells a page of a new address a moment later.
        """
        try:
            WebDriverWait(self.browser.driver, 10, 0.02).until(
                lambda _: (self.theme(), self.opened()) == (theme, list(opened))
            )
        except TimeoutException as error:
            raise AssertionError(f"{self.theme()}, {self.opened()}") from error
        return True

    def focus(self):
        """Return the element that has the focus."""
        return self.browser.driver.switch_to.active_element

    def search(self, words):
        """Type words into the search, in place of those before."""
        self.one("input[type=search]").send_keys(Keys.CONTROL, "a", Keys.NULL, words or Keys.DELETE)

    def found(self):
        """Return the codes of the regions that are listed as found."""
        return set(self._read("#found a[href^='#region-']", "e.hash.slice(8, 10)"))

    def lit(self):
        """Return the codes of the regions on the map that a search has not dimmed."""
        return set(self._read(".theme-map a.region:not(.dimmed)", "e.dataset.code"))

    def column(self, number):
        """Return the texts of a column of the table of the regions, from above."""
        return self.texts(f"#regions tbody tr > :nth-child({number})")
