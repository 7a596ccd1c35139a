using System.Text;
using System.Text.Json;
using AuditService.Collectors.ModelFiles;

namespace AuditService.Tests.Collectors.ModelFiles;

public sealed class ChatTemplateTests
{
    /// <summary>In the manner of the templates that large models are published with.</summary>
    internal const string Llama = """
        {{- bos_token }}
        {%- if custom_tools is defined %}{%- set tools = custom_tools %}{%- endif %}
        {%- if messages[0]['role'] == 'system' %}{%- set system_message = messages[0]['content']|trim %}{%- set messages = messages[1:] %}{%- else %}{%- set system_message = "" %}{%- endif %}
        {{- "<|start_header_id|>system<|end_header_id|>\n\n" }}
        {%- if builtin_tools is defined or tools is not none %}{{- "Environment: ipython\n" }}{%- endif %}
        {#- a comment about __class__ and os.system -#}
        Do not use import os or __import__ in your answer.
        {%- set ns = namespace(found=false) %}
        {%- for message in messages %}
            {%- if not (message.role == 'ipython' or message.role == 'tool' or 'tool_calls' in message) %}
                {{- '<|start_header_id|>' + message['role'] + '<|end_header_id|>\n\n'+ message['content'] | trim + '<|eot_id|>' }}
                {%- set ns.found = true %}
            {%- elif 'tool_calls' in message %}
                {%- for arg_name, arg_val in message.tool_calls[0].function.arguments | items %}{{- arg_name + '="' + arg_val | tojson + '"' }}{%- endfor %}
                {{- raise_exception("one call at a time") }}
            {%- endif %}
        {%- endfor %}
        {%- if add_generation_prompt %}{{- '<|start_header_id|>assistant<|end_header_id|>\n\n' }}{%- endif %}
        {{- strftime_now('%d %b %Y') }}{{- '__' }}{{- message.items() | list | join(', ') }}
        """;

    [Fact]
    public void An_ordinary_template_is_safe()
    {
        Tokenizer(Llama).ShouldBe(ModelRisk.Safe);
        ScannedModel.Of(Encoding.UTF8.GetBytes(Llama), "chat_template.jinja").ShouldBe(ModelRisk.Safe);
    }

    [Theory]
    [InlineData("{{ ''.__class__.__mro__[1].__subclasses__() }}")]
    [InlineData("{{ self.__init__.__globals__.__builtins__.__import__('os').popen('id').read() }}")]
    [InlineData("{{ lipsum.__globals__['os'].popen('id').read() }}")]
    [InlineData("{% set x = cycler.__init__ %}")]
    [InlineData("{{ joiner.__init__.__globals__.os.popen('id') }}")]
    [InlineData("{{ namespace.__init__.__globals__ }}")]
    [InlineData("{{ messages|attr('__class__') }}")]
    [InlineData("{{ messages | attr(\"\\x5f\\x5fclass\\x5f\\x5f\") }}")]
    [InlineData("{{ messages['\\x5f\\x5fclass\\x5f\\x5f'] }}")]
    [InlineData("{{ messages['\\u005f_class__'] }}")]
    [InlineData("{{ messages['__class__']['__base__'] }}")]
    [InlineData("{{ messages['__cl' + 'ass__'] }}")]
    [InlineData("{{ messages['__cl' ~ 'ass__'] }}")]
    [InlineData("{{ messages[['__class','__']|join] }}")]
    [InlineData("{{ messages[('_'*2)+'class'+('_'*2)] }}")]
    [InlineData("{{ x['popen']('id') }}")]
    [InlineData("{% for c in [].__class__.__base__.__subclasses__() %}{% if c.__name__ == 'Popen' %}{{ c('id') }}{% endif %}{% endfor %}")]
    [InlineData("{{ messages|map(attribute='__class__')|list }}")]
    [InlineData("{{ (1).real.mro() }}")]
    [InlineData("{{ os.system('id') }}")]
    [InlineData("{{ eval('1') }}")]
    [InlineData("{{ gen.gi_frame.f_globals }}")]
    [InlineData("{{ 'unfinished'.__class__")]
    [InlineData("{{ \"}}\".__class__ }}")]
    [InlineData("{{ self._TemplateReference__context }}")]
    public void A_template_that_walks_into_python_is_dangerous(string template)
    {
        Tokenizer(template).ShouldBe(ModelRisk.Dangerous);
        Tokenizer(Llama + template).ShouldBe(ModelRisk.Dangerous);
    }

    [Theory]
    [InlineData("{% include 'other.jinja' %}")]
    [InlineData("{%- import 'x' as y %}")]
    [InlineData("{{ cycler('a','b') }}")]
    [InlineData("{% for i in range(99999999) %}{% endfor %}")]
    [InlineData("{{ 'a' * 9999999999 }}")]
    [InlineData("{{ ('a' * 99999) * 99999 }}")]
    [InlineData("{{ 9**9**9 }}")]
    [InlineData("{{ 'a'|center(9999999999) }}")]
    [InlineData("{{ '%c%cclass%c%c'|format(95,95,95,95) }}")]
    public void An_unusual_construct_is_to_be_reviewed(string template) => Tokenizer(template).ShouldBe(ModelRisk.Review);

    [Fact]
    public void Every_form_in_which_templates_are_shipped_is_read()
    {
        const string hostile = "{{ ''.__class__ }}";
        var json = JsonSerializer.Serialize(hostile);

        foreach (var text in (string[])[
            $$"""{"tokenizer_class":"X","chat_template":{{json}} }""",
            $$"""{"chat_template":[{"name":"default","template":"ok"},{"name":"tool_use","template":{{json}} }]}""",
            $$"""{"chat_template":{"default":{{json}} } }""",
            $$"""{"chat_template":{{json}},"chat_template":"ok"}"""])
        {
            ScannedModel.Of(Encoding.UTF8.GetBytes(text), "tokenizer_config.json").ShouldBe(ModelRisk.Dangerous);
        }
        ScannedModel.Of(Encoding.UTF8.GetBytes(hostile), "chat_template.jinja").ShouldBe(ModelRisk.Dangerous);
    }

    [Fact]
    public void Code_that_loads_with_the_model_on_consent_is_to_be_reviewed()
    {
        ScannedModel.Of("""{"architectures":["X"],"model_type":"x","auto_map":{"AutoModel":"modeling_x.X"}}"""u8.ToArray(), "config.json").ShouldBe(ModelRisk.Review);
        ScannedModel.Of("""{"architectures":["LlamaForCausalLM"],"model_type":"llama"}"""u8.ToArray(), "config.json").ShouldBe(ModelRisk.Safe);
    }

    private static ModelVerdict Tokenizer(string template) => ScannedModel.Of(
        Encoding.UTF8.GetBytes($$"""{"tokenizer_class":"PreTrainedTokenizerFast","chat_template":{{JsonSerializer.Serialize(template)}} }"""), "tokenizer_config.json");
}
