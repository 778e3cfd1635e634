<#ftl output_format="Markdown" strip_whitespace=true>
<#macro tableOf table>
**${table.caption}**

| <#list table.columns as column>${column.title}<#sep> | </#sep></#list> |
|<#list table.columns as column><#if column.numeric>---:<#else>---</#if>|</#list>
<#list table.rows as row>
| <#list row as cell>${cell.text}<#sep> | </#sep></#list> |
</#list>
</#macro>
# ${report.title}

Run `${report.runId?no_esc}` · [Interactive time line](timeline.html)

<#list report.banners as banner>
> **${banner.title}**
> ${banner.text}

</#list>
## What was found

<#list report.pairs as pair>
- **${pair.name}**: ${pair.lead}
<#else>
No pair was planned.
</#list>

<#list report.pairs as pair>
## ${pair.name}

${pair.builds}

<#if pair.status??>
Status: ${pair.status}

</#if>
<#list pair.sections as section>
<#if section.table??>
<@tableOf section.table/>

</#if>
<#list section.notes as note>
${note}

</#list>
</#list>
<#if pair.expectations??>
<@tableOf pair.expectations/>

</#if>
Certificate ${pair.certificate}

<#if pair.reasons??>
<@tableOf pair.reasons/>

</#if>
<#if pair.memory??>
<@tableOf pair.memory/>

<#if pair.serverMemory??>
${pair.serverMemory}

</#if>
</#if>
</#list>
<#if report.incomplete??>
## What could not run

<@tableOf report.incomplete/>

</#if>
<#if report.failures??>
## Failures

<@tableOf report.failures/>

</#if>
<#if report.loads??>
## Loads

<@tableOf report.loads/>

<#if report.ledger??>
<@tableOf report.ledger/>

</#if>
</#if>
<#if report.anomalies??>
## What happened meanwhile

<@tableOf report.anomalies.table/>

<#list report.anomalies.notes as note>
${note}

</#list>
</#if>
## Conditions

<@tableOf report.conditions/>

<#if report.flags??>
<@tableOf report.flags/>

<#else>
${report.withoutFlags}

</#if>
## Method in short

<@tableOf report.method/>

## How to read this

<#list report.howToRead as line>
- ${line}
</#list>
