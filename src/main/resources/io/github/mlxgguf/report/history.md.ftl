<#ftl output_format="Markdown" strip_whitespace=true>
<#macro tableOf table>
| <#list table.columns as column>${column.title}<#sep> | </#sep></#list> |
|<#list table.columns as column><#if column.numeric>---:<#else>---</#if>|</#list>
<#list table.rows as row>
| <#list row as cell>${cell.text}<#sep> | </#sep></#list> |
</#list>
</#macro>
# ${report.title}

<#list report.banners as banner>
> **${banner.title}**
> ${banner.text}

</#list>
<#list report.lead as line>
${line}

</#list>
## Steps of a version

${report.stepsNote}

<#list report.steps as step>
- ${step}
</#list>

<#list report.lists as table>
**${table.caption}**

<@tableOf table/>

</#list>
<#list report.places as place>
## ${place.title}

<#list place.pairs as pair>
### ${pair.name}

**${pair.overview.caption}**

<@tableOf pair.overview/>

<#list pair.trends as trend>
<#list trend.notes>
${trend.figure}:

<#items as note>
- ${note}
</#items>

</#list>
</#list>
</#list>
</#list>
## How to read this

<#list report.method as line>
- ${line}
</#list>
