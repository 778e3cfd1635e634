<#ftl output_format="Markdown" strip_whitespace=true>
<#macro sectionOf section>
### ${section.title}

<#list section.lines as line>
- ${line}
</#list>

</#macro>
<#macro tableOf table>
| <#list table.columns as column>${column.title}<#sep> | </#sep></#list> |
|<#list table.columns as column><#if column.numeric>---:<#else>---</#if>|</#list>
<#list table.rows as row>
| <#list row as cell>${cell.text}<#sep> | </#sep></#list> |
</#list>
</#macro>
<#macro noticesOf notices>
<#list notices as notice>
> **${notice.banner.title} (${notice.about})**
> ${notice.banner.text}

</#list>
</#macro>
## Did anything change?

<@noticesOf report.evidence/>
**${report.headline}** ${report.tally}

<#list report.runs as run>
- ${run}
</#list>

<@noticesOf report.warnings/>
<@sectionOf report.differences/>
<#list report.losses as section>
<@sectionOf section/>
</#list>
<#list report.tables as table>
### ${table.caption}

<@tableOf table/>

</#list>
<#list report.others as section>
<@sectionOf section/>
</#list>
<#if report.rest.rows?has_content>
<details>
<summary><#outputformat "HTML">${report.rest.caption} (${report.rest.rows?size} rows)</#outputformat></summary>

<@tableOf report.rest/>

</details>

</#if>
<#list report.notes as note>
${note}

</#list>
