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

<#if report.runs?has_content>Runs <#list report.runs as run>`${run?replace("`", "'")}`<#sep>, </#sep></#list>; the folder `${report.runId?no_esc}` of this report<#else>Run `${report.runId?replace("`", "'")}`; its results folder</#if> holds <#list report.files as file>`${file?no_esc}`<#sep><#if file?counter == report.files?size - 1> and <#else>, </#if></#sep></#list>.
