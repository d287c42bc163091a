from __future__ import annotations
def table(results):
    lines=[]
    for p in results["phases"]:
        n=p["count"]
        lines.append(f"{p['name']} x{n} cpu {p['cpu_s']} s; per thousand: " + ", ".join(f"{k} {(p['after'][k]-p['before'][k])*1000/n:,.0f}" for k in ("rss","heap","blocks")))
        lines.append(f"   left {p['left']}")
        lines.append(f"   kinds {p['kinds']}")
        lines.append(f"   said {len(p['said'])} {list(dict.fromkeys(p['said']))[:6]}")
        lines.append("   heap " + " ".join(f"{s['heap']/1e6:.2f}" for s in p["samples"]) + "  rss " + " ".join(f"{s['rss']/1e6:.1f}" for s in p["samples"]))
    return "\n".join(lines)
def first_fault(results):
    return results.get("failure")
