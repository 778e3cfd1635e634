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

Run `${report.runId?no_esc}`; its results folder holds <#list report.files as file>`${file?no_esc}`<#sep><#if file?counter == report.files?size - 1> and <#else>, </#if></#sep></#list>.
