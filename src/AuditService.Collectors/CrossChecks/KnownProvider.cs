namespace AuditService.Collectors.CrossChecks;

/// <summary>
/// Services outside the project that code and pages call, with what betrays them and where the company that answers for them is established. Our own list,
/// compiled from what each company publishes; it says nothing of what is sent.
/// </summary>
/// <param name="Name">As an author would declare it.</param>
/// <param name="Country">ISO code of the seat of the company that runs the service.</param>
/// <param name="Aliases">Folded words by which a manifest may name it.</param>
/// <param name="Domains">Domains of its service.</param>
/// <param name="Packages">Names under which code imports it, longest first where one begins another.</param>
internal sealed record KnownProvider(string Name, string Country, string[] Aliases, string[] Domains, string[] Packages)
{
    public static IReadOnlyList<KnownProvider> All { get; } =
    [
        new("OpenAI", "US", ["openai", "chatgpt", "gpt4"], ["openai.com"], ["openai"]),
        new("Microsoft Azure", "US", ["microsoft", "azure"], ["azure.com", "azurewebsites.net", "windows.net", "microsoft.com", "clarity.ms", "bing.com", "office.com"], ["azure.", "@azure/"]),
        new("Anthropic", "US", ["anthropic", "claude"], ["anthropic.com"], ["anthropic", "@anthropic-ai/"]),
        new("Mistral AI", "FR", ["mistral"], ["mistral.ai"], ["mistralai", "@mistralai/"]),
        new("Cohere", "CA", ["cohere"], ["cohere.ai", "cohere.com"], ["cohere"]),
        new("Groq", "US", ["groq"], ["groq.com"], ["groq"]),
        new("Together AI", "US", ["togetherai", "together"], ["together.xyz", "together.ai"], ["together"]),
        new("Replicate", "US", ["replicate"], ["replicate.com"], ["replicate"]),
        new("Perplexity", "US", ["perplexity"], ["perplexity.ai"], []),
        new("OpenRouter", "US", ["openrouter"], ["openrouter.ai"], []),
        new("Hugging Face", "US", ["huggingface"], ["huggingface.co", "hf.space"], []),
        new("Google", "US", ["google", "gemini", "firebase", "youtube", "recaptcha"], ["google.com", "googleapis.com", "gstatic.com", "google-analytics.com", "googletagmanager.com", "doubleclick.net", "youtube.com", "youtube-nocookie.com", "ytimg.com", "firebaseio.com", "firebase.com", "googleusercontent.com", "googlesyndication.com"], ["google.generativeai", "google.genai", "google.cloud", "vertexai", "@google-cloud/", "@google/generative-ai"]),
        new("Amazon Web Services", "US", ["amazon", "aws", "bedrock"], ["amazonaws.com", "cloudfront.net", "amazon.com"], ["boto3", "@aws-sdk/", "aws-sdk"]),
        new("DeepL", "DE", ["deepl"], ["deepl.com"], ["deepl"]),
        new("Twilio SendGrid", "US", ["sendgrid"], ["sendgrid.com", "sendgrid.net"], ["@sendgrid/", "sendgrid"]),
        new("Twilio", "US", ["twilio"], ["twilio.com"], ["twilio"]),
        new("Mailgun", "US", ["mailgun", "sinch"], ["mailgun.net"], []),
        new("Mailjet", "FR", ["mailjet", "sinch"], ["mailjet.com"], ["mailjet_rest"]),
        new("Brevo", "FR", ["brevo", "sendinblue"], ["brevo.com", "sendinblue.com"], ["brevo_python", "sib_api_v3_sdk"]),
        new("Stripe", "US", ["stripe"], ["stripe.com", "stripe.network"], ["stripe", "@stripe/"]),
        new("Slack", "US", ["slack", "salesforce"], ["slack.com"], []),
        new("Sentry", "US", ["sentry"], ["sentry.io", "sentry-cdn.com"], ["sentry_sdk", "@sentry/"]),
        new("Mixpanel", "US", ["mixpanel"], ["mixpanel.com"], ["mixpanel"]),
        new("PostHog", "US", ["posthog"], ["posthog.com"], ["posthog"]),
        new("Pinecone", "US", ["pinecone"], ["pinecone.io"], ["pinecone", "@pinecone-database/"]),
        new("LangSmith", "US", ["langsmith", "langchain"], ["langchain.com"], ["langsmith"]),
        new("Meta", "US", ["meta", "facebook", "instagram"], ["facebook.com", "facebook.net", "fbcdn.net", "instagram.com"], []),
        new("X (Twitter)", "US", ["twitter"], ["twitter.com", "x.com", "twimg.com"], []),
        new("LinkedIn", "US", ["linkedin", "microsoft"], ["linkedin.com", "licdn.com"], []),
        new("TikTok", "CN", ["tiktok", "bytedance"], ["tiktok.com"], []),
        new("Cloudflare", "US", ["cloudflare"], ["cloudflare.com", "cloudflareinsights.com", "cdnjs.cloudflare.com"], []),
        new("jsDelivr", "PL", ["jsdelivr"], ["jsdelivr.net"], []),
        new("unpkg", "US", ["unpkg"], ["unpkg.com"], []),
        new("jQuery CDN", "US", ["jquery"], ["jquery.com"], []),
        new("Bootstrap CDN", "US", ["bootstrapcdn", "bootstrap"], ["bootstrapcdn.com"], []),
        new("Font Awesome", "US", ["fontawesome"], ["fontawesome.com"], []),
        new("Adobe Fonts", "US", ["adobe", "typekit"], ["typekit.net", "adobe.com"], []),
        new("Hotjar", "MT", ["hotjar", "contentsquare"], ["hotjar.com"], []),
        new("HubSpot", "US", ["hubspot"], ["hubspot.com", "hs-scripts.com", "hsforms.net"], []),
        new("Intercom", "US", ["intercom"], ["intercom.io", "intercomcdn.com"], []),
        new("Vimeo", "US", ["vimeo"], ["vimeo.com", "vimeocdn.com"], []),
        new("OpenStreetMap", "GB", ["openstreetmap", "osm"], ["openstreetmap.org"], []),
        new("Mapbox", "US", ["mapbox"], ["mapbox.com"], []),
        new("Vercel", "US", ["vercel"], ["vercel.app", "vercel.com", "vercel-insights.com"], []),
        new("Netlify", "US", ["netlify"], ["netlify.app", "netlify.com"], []),
        new("Streamlit", "US", ["streamlit", "snowflake"], ["streamlit.io", "streamlit.app"], []),
        new("OVHcloud", "FR", ["ovh"], ["ovh.net", "ovh.com", "ovhcloud.com"], []),
        new("Scaleway", "FR", ["scaleway"], ["scaleway.com", "scw.cloud"], []),
    ];

    /// <summary>The provider of a host name, by its domain or a subdomain of it; null when it is not known.</summary>
    public static KnownProvider? OfHost(string host)
    {
        var name = host.Trim().TrimEnd('.').ToLowerInvariant();
        return All
            .SelectMany(provider => provider.Domains.Select(domain => (provider, domain)))
            .Where(pair => name == pair.domain || name.EndsWith($".{pair.domain}", StringComparison.Ordinal))
            .OrderByDescending(pair => pair.domain.Length)
            .Select(pair => pair.provider)
            .FirstOrDefault();
    }

    /// <summary>The provider that a line of code calls: by a host it contains, else by the first package it imports; null when it is not known.</summary>
    public static KnownProvider? OfCode(string line)
    {
        var text = line.ToLowerInvariant();
        return First(text, provider => provider.Domains) ?? First(text, provider => provider.Packages);
    }

    /// <summary>The provider whose mark stands first, the longest where two begin together.</summary>
    private static KnownProvider? First(string text, Func<KnownProvider, string[]> marks) => All
        .SelectMany(provider => marks(provider).Select(mark => (provider, mark, at: IndexOfWord(text, mark))))
        .Where(found => found.at >= 0)
        .OrderBy(found => found.at)
        .ThenByDescending(found => found.mark.Length)
        .Select(found => found.provider)
        .FirstOrDefault();

    /// <summary>Where the mark stands in the text without being part of a longer name, or -1.</summary>
    private static int IndexOfWord(string text, string mark)
    {
        for (var at = text.IndexOf(mark, StringComparison.Ordinal); at >= 0; at = text.IndexOf(mark, at + 1, StringComparison.Ordinal))
        {
            var end = at + mark.Length;
            var starts = at == 0 || !(char.IsAsciiLetterOrDigit(text[at - 1]) || text[at - 1] is '_' or '-');
            var ends = end == text.Length || !char.IsAsciiLetterOrDigit(mark[^1]) || !(char.IsAsciiLetterOrDigit(text[end]) || text[end] is '_');
            if (starts && ends)
                return at;
        }

        return -1;
    }
}
