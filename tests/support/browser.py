"""A real browser without a window: Debian's Chromium, driven over WebDriver, with axe-core to find barriers."""

from __future__ import annotations

import base64
import json
from importlib.resources import files

from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.action_chains import ActionChains

CHROMIUM = "/usr/bin/chromium"
CHROMEDRIVER = "/usr/bin/chromedriver"
WIDE = (1366, 768)

# Success criteria of WCAG 2.1, A and AA, and what the makers of axe-core advise beyond them.
_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]

_ARGUMENTS = [
    *("--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--force-color-profile=srgb"),
    # Nothing leaves this machine, whatever a page or Chromium itself asks for.
    *("--host-resolver-rules=MAP * ~NOTFOUND", "--disable-background-networking", "--disable-component-update"),
    *(
        "--disable-sync",
        "--no-first-run",
        "--no-default-browser-check",
        "--disable-extensions",
        "--disable-dev-shm-usage",
    ),
]


class Browser:
    """A browser with one tab; `profile` is a folder of its own."""

    def __init__(self, profile):
        options = webdriver.ChromeOptions()
        options.binary_location = CHROMIUM
        for argument in (*_ARGUMENTS, f"--user-data-dir={profile}"):
            options.add_argument(argument)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
        self.driver = webdriver.Chrome(options=options, service=Service(CHROMEDRIVER))
        self.driver.set_script_timeout(120)
        self.run = self.driver.execute_script
        self._axe = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")

    def quit(self):
        self.driver.quit()

    def command(self, name, **parameters):
        """Run a command of the DevTools protocol."""
        return self.driver.execute_cdp_cmd(name, parameters)

    def reset(self):
        """Be as at the start: no page, a wide window, light, no messages; nothing moves by itself."""
        self.driver.get("about:blank")
        self.resize(*WIDE)
        self.prefer()
        self.command("Emulation.setScriptExecutionDisabled", value=False)
        self.logged()
        self.requests()

    def open(self, path, fragment=""):
        """Open a file as if anew, at a fragment of its address."""
        self.driver.get("about:blank")
        self.driver.get(path.as_uri() + fragment)

    def resize(self, width, height=768, scale=1):
        """Give the page so many CSS pixels; `scale` is how many of the screen each takes, as when a reader zooms in."""
        self.command(
            "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=scale, mobile=False
        )

    def prefer(self, **features):
        """Set what the reader prefers, as in `color_scheme="dark"`, and nothing else but that nothing moves."""
        named = {"prefers-reduced-motion": "reduce"}
        for name, value in features.items():
            named[("" if name == "forced_colors" else "prefers-") + name.replace("_", "-")] = value
        self.command(
            "Emulation.setEmulatedMedia",
            media="",
            features=[{"name": name, "value": value} for name, value in named.items()],
        )

    def press(self, *keys):
        """Press keys one after the other, wherever the focus is."""
        chain = ActionChains(self.driver, duration=0)
        for key in keys:
            chain.send_keys(key)
        chain.perform()

    def violations(self, part="html"):
        """Return what axe-core finds wrong with the page, or a part of it: "rule: element", one each."""
        if not self.run("return Boolean(window.axe)"):
            self.run(self._axe)
        result = self.driver.execute_async_script(
            "const [part, runOnly, done] = arguments;"
            "axe.run(part, {runOnly, resultTypes: ['violations']}).then(done, e => done(String(e)))",
            part,
            _RULES,
        )
        assert isinstance(result, dict), result
        found = ((violation["id"], node) for violation in result["violations"] for node in violation["nodes"])
        return [f"{rule}: {node['html'][:160]}" for rule, node in found]

    def logged(self):
        """Return the messages in the console since last asked, errors and breaches of the page's policy among them."""
        return [entry["message"] for entry in self.driver.get_log("browser")]

    def requests(self):
        """Return the addresses that were asked for since last asked, apart from what an address itself holds."""
        messages = [json.loads(entry["message"])["message"] for entry in self.driver.get_log("performance")]
        asked = [m["params"]["request"]["url"] for m in messages if m["method"] == "Network.requestWillBeSent"]
        return [address for address in asked if not address.startswith(("data:", "about:"))]

    def print(self, path):
        """Print the page to a PDF of A4 sheets."""
        printed = self.command(
            "Page.printToPDF", paperWidth=8.27, paperHeight=11.69, printBackground=True, preferCSSPageSize=True
        )
        path.write_bytes(base64.b64decode(printed["data"]))
        return path
