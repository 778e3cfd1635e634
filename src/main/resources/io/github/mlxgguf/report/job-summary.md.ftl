<#ftl output_format="Markdown" strip_whitespace=true>
## ${report.title}

<#list report.banners as banner>
> **${banner.title}**
> ${banner.text}

</#list>
<#list report.summary as line>
- **${line.pair}** (${line.status}): ${line.lead}
<#else>
No pair was planned.
</#list>

Run `${report.runId?no_esc}`; its results folder holds `report.html`, `report.md`, `timeline.html`, `summary.json` and `metrics/`.
