"""The style of the maps and legends of a page; colours of what is not data are variables of the page."""

from __future__ import annotations

from ..style.fonts import PREFERRED_FAMILIES
from ..style.palette import HIGHLIGHT, TEXT

_FAMILIES = ", ".join(f'"{family}"' for family in PREFERRED_FAMILIES)

SVG_STYLE = f"""
.map-definitions {{ position: absolute; }}
.theme-map, .small-maps svg {{
  display: block; width: 100%; height: auto;
  -webkit-print-color-adjust: exact; print-color-adjust: exact; forced-color-adjust: none;
}}
.theme-map text, .map-legend svg text {{ font-family: {_FAMILIES}, sans-serif; }}
.theme-map text {{ text-anchor: middle; }}
.theme-map text[text-anchor="start"], .theme-map .circle-key text {{ text-anchor: start; }}
.theme-map text[text-anchor="end"] {{ text-anchor: end; }}
.theme-map .b, .map-legend .b {{ font-weight: bold; }}
.theme-map .i {{ font-style: italic; }}
.theme-map .labels, .theme-map .frames {{ pointer-events: none; }}
.theme-map .label.outside {{ pointer-events: auto; cursor: pointer; }}
.theme-map .outside > text, .theme-map .circle-key text {{ fill: var(--text, #1a1a1a); }}
.theme-map .circle-key {{ color: var(--text, #1a1a1a); }}
.theme-map .circle-key path, .theme-map .scale-bar path {{
  fill: none; stroke: var(--muted, #4a4f57); stroke-width: 4;
}}
.theme-map .scale-bar text {{ fill: var(--muted, #4a4f57); }}
.theme-map .frames {{ fill: none; stroke: var(--rule, #c4c9d1); stroke-width: 4; }}
.theme-map .leader path {{ stroke: var(--text, #1a1a1a); stroke-width: 4; stroke-linecap: round; }}
.theme-map .leader .halo {{ stroke: var(--paper, #fff); stroke-width: 12; }}
.theme-map .leader circle {{ fill: var(--text, #1a1a1a); stroke: var(--paper, #fff); stroke-width: 4; }}
.theme-map .narrow {{ display: none; }}
@media (max-width: 37.5em) {{
  .theme-map .narrow {{ display: inline; }}
  .theme-map .wide {{ display: none; }}
}}
.theme-map .borders, .theme-map .over, .theme-map .mark {{ pointer-events: none; }}
.theme-map .borders {{ stroke-linejoin: round; stroke-linecap: round; }}
.theme-map .region {{ cursor: pointer; outline: none; }}
.theme-map .region:hover use {{ stroke: {TEXT}; stroke-width: 20; }}
.theme-map .region:focus-visible use {{ stroke: {TEXT}; stroke-width: 40; }}
.theme-map .region.dark:hover use, .theme-map .region.dark:focus-visible use {{ stroke: {HIGHLIGHT}; }}
.theme-map .mark {{
  fill: none; stroke: {HIGHLIGHT}; stroke-width: 16; stroke-linejoin: round;
  filter: drop-shadow(0 0 4px {TEXT}) drop-shadow(0 0 2px {TEXT});
}}
@media (forced-colors: active) {{
  .theme-map .outside > text, .theme-map .circle-key text, .theme-map .scale-bar text {{ fill: CanvasText; }}
  .theme-map .circle-key path, .theme-map .scale-bar path, .theme-map .frames,
  .theme-map .leader path {{ stroke: CanvasText; }}
  .theme-map .leader .halo {{ stroke: Canvas; }}
  .theme-map .leader circle {{ fill: CanvasText; stroke: Canvas; }}
  .map-legend .key-square {{ stroke: CanvasText; }}
  .map-legend .key-square + text {{ fill: CanvasText; }}
}}
.map-legend {{ color: var(--text, #1a1a1a); }}
.map-legend .legend-title {{ margin: 0 0 0.2em; font-weight: bold; }}
.map-legend .legend-units {{
  display: flex; justify-content: space-between; gap: 1em; margin: 0 0 0.4em;
  color: var(--muted, #4a4f57); font-size: 0.875em;
}}
.map-legend ul {{ list-style: none; margin: 0 0 0.8em; padding: 0; }}
.map-legend .classes > li {{ position: relative; padding-left: 2.4em; margin-bottom: 0.35em; line-height: 1.3; }}
.map-legend svg {{ -webkit-print-color-adjust: exact; print-color-adjust: exact; forced-color-adjust: none; }}
.map-legend .classes > li > svg {{
  position: absolute; left: 0; top: 0.1em; width: 1.85em; height: 1.12em;
}}
.map-legend .uses > li {{ padding-left: 4em; }}
.map-legend .uses > li > .legend-swatch {{ left: 1.7em; }}
.map-legend .uses > li > .use-square {{ width: 1.12em; }}
.map-legend .classes > .parts {{ padding-left: 0; }}
.map-legend .classes > li > svg.parts {{ position: static; display: block; width: 9em; height: auto; }}
.map-legend .groups .words {{ font-weight: bold; }}
.map-legend .bars {{ margin: 0.15em 0 0.5em; font-size: 0.875em; }}
.map-legend .bars li {{ display: flex; align-items: center; gap: 0.5em; }}
.map-legend .bars .name {{ flex: 0 1 13.4em; }}
.map-legend .bars .bar {{ flex: 1 1 auto; width: auto; min-width: 2em; height: 0.75em; }}
.map-legend .bars .value {{ flex: 0 0 auto; min-width: 3.5em; text-align: right; white-space: nowrap; }}
.map-legend .key-square {{ fill: none; stroke: var(--muted, #4a4f57); }}
.map-legend .key-square + text {{ fill: var(--text, #1a1a1a); }}
.small-maps {{
  list-style: none; margin: 1em 0 0; padding: 0;
  display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 13.5em), 1fr)); gap: 1em 1.5em;
}}
.small-map {{ display: flex; flex-direction: column; justify-content: space-between; }}
.small-map-title {{
  display: flex; justify-content: space-between; gap: 0.5em; margin: 0 0 0.4em; font-weight: bold;
  border-bottom: 1px solid var(--rule, #c4c9d1);
}}
.small-map-title .count {{ color: var(--accent, #12406f); white-space: nowrap; }}
"""
