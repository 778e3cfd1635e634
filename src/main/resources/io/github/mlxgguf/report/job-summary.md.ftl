<#ftl output_format="Markdown" strip_whitespace=true>
## ${report.title}

<#list report.banners as banner>
> **${banner.title}**
> ${banner.text}

</#list>
<#list report.summary as line>
- **${line.pair}** (${line.status}): ${line.lead}<#if line.confidence??> ${line.confidence}</#if>
<#else>
No pair was planned.
</#list>
<#list report.summaryNotes as note>

${note}
</#list>

Run `${report.runId?no_esc}`; its results folder holds `report.html`, `report.md`, `timeline.html`, `summary.json`, `plots/` and `metrics/`.
