<#ftl output_format="Markdown" strip_whitespace=true>
<#macro tableOf table>
| <#list table.columns as column>${column.title}<#sep> | </#sep></#list> |
|<#list table.columns as column><#if column.numeric>---:<#else>---</#if>|</#list>
<#list table.rows as row>
| <#list row as cell>${cell.text}<#sep> | </#sep></#list> |
</#list>
</#macro>
<#macro partsOf parts>
<#list parts.plots as plot>
![${plot.title}](plots/${plot.id?no_esc}.svg)

${plot.title}: ${plot.reading}

</#list>
<#list parts.sections as section>
<#if section.table??>
<#if section.folded()>
<details>
<summary><#outputformat "HTML">${section.table.caption}</#outputformat> (${section.table.rows?size} rows)</summary>

<@tableOf section.table/>

</details>
<#else>
**${section.table.caption}**

<@tableOf section.table/>
</#if>

</#if>
<#list section.notes as note>
${note}

</#list>
</#list>
</#macro>
# ${report.title}

<#if report.runs?has_content>Runs <#list report.runs as run>`${run?replace("`", "'")}`<#sep>, </#sep></#list><#else>Run `${report.runId?replace("`", "'")}`</#if><#list report.links as link> · [${link.text}](${link.markdown?no_esc})</#list>

<#list report.banners as banner>
> **${banner.title}**
> ${banner.text}

</#list>
## Executive summary

<#list report.summary as line>
- **${line.pair}** (${line.status}): ${line.lead}<#if line.confidence??> ${line.confidence}</#if>
<#else>
No pair was planned.
</#list>
<#list report.summaryNotes as note>

${note}
</#list>

<#list report.topics as topic>
## ${topic.title}

<@partsOf topic/>
<#list topic.pairs as pair>
### ${pair.pair}

<@partsOf pair/>
</#list>
</#list>
