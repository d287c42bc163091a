"""Run a campaign: forms for the regions, and what they return made an edition."""

from __future__ import annotations

from playing import Steps
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QAbstractButton, QListWidget
from screen import is_open, is_told, map_is_drawn, window

from guided.user import User, find, is_shown

REGIONS = ("28", "53", "76")


def steps(user: User) -> Steps:
    forms, returned = user.folder / user.words("formulaires", "forms"), user.folder / user.words("retours", "returned")
    edition = user.folder / user.words("campagne-2027.gpkg", "campaign-2027.gpkg")
    user.begin("open-window")
    yield from user.choose("ctdCampaign")
    yield from user.until(lambda: is_open("ctdCampaignWindow"))
    user.begin("choose-regions")
    yield from user.write("ctdSendFolder", str(forms))
    yield from user.press("ctdSendNone")
    regions = find("ctdSendRegions", QListWidget)
    codes = [regions.item(row).data(Qt.ItemDataRole.UserRole) for row in range(regions.count())]
    del regions
    for code in REGIONS:
        yield from user.tick_row("ctdSendRegions", codes.index(code))
    yield from user.picture("campaign-send", "ctdCampaignWindow")
    user.begin("make-forms")
    yield from user.press("ctdSendMake")
    yield from user.until(lambda: is_shown("ctdSendMail"))
    user.begin("wait-for-returns")
    user.do_outside("return-forms", str(forms), str(returned), user.language)
    user.begin("collect")
    yield from user.open_tab("ctdCampaignTabs", 1)
    yield from user.press("ctdCollectAddFolder")
    yield from user.name_file(returned)
    yield from user.press("ctdCollectRead")
    yield from user.until(lambda: is_shown("ctdCollectFiles"))
    user.begin("settle")
    yield from user.open_tab("ctdCollectTabs", 1)
    yield from user.until(lambda: is_shown("ctdCollectOption0"))
    yield from user.picture("campaign-settle", "ctdCampaignWindow")
    yield from user.press("ctdCollectUse1")
    yield from user.until(lambda: find("ctdCollectBuild", QAbstractButton).isEnabled())
    user.begin("missing")
    yield from user.open_tab("ctdCollectTabs", 2)
    user.begin("create-edition")
    yield from user.press("ctdCollectBuild")
    yield from user.name_file(edition)
    yield from user.until(lambda: is_told(edition.name) and map_is_drawn())
    window("ctdCampaignWindow").close()
