using System.Text.Json;
using Microsoft.Playwright;

namespace AuditService.Collectors.WebPages.States;

/// <summary>
/// Waits for what an application puts into its empty frame seconds after loading, by a socket or slow calls (Streamlit, Gradio, single-page
/// applications), while nothing but a place to fill, a wheel that turns or a skeleton stands there.
/// </summary>
internal static class LateContents
{
    public static TimeSpan Glance { get; } = TimeSpan.FromMilliseconds(200);

    /// <summary>Whether a person would still wait: no text or control yet, a known sign of waiting, or a page that says that it is busy.</summary>
    private const string IsWaiting = """
        () => {
          if (!document.body) return true;
          const shown = element => element.checkVisibility ? element.checkVisibility({ visibilityProperty: true }) : true;
          const signs = '[data-testid="stAppSkeleton"], [data-testid="stSkeleton"], [data-test-script-state="initial"], gradio-app .loader, .gradio-container .loading, body[aria-busy="true"], main[aria-busy="true"], [role="main"][aria-busy="true"]';
          for (const sign of document.querySelectorAll(signs)) if (shown(sign)) return true;
          if (document.querySelector('img, picture, canvas, video, audio, iframe, object, embed, a[href], button, input:not([type=hidden]), select, textarea, h1, h2, h3, h4, h5, h6, table, dialog')) return false;
          const host = document.querySelectorAll('body *').length < 2000 && [...document.querySelectorAll('body *')].some(element => element.shadowRoot && element.shadowRoot.childElementCount > 0);
          if (host) return false;
          const text = document.body.innerText.trim();
          if (text.length === 0) return document.querySelector('body [id], body :is(app-root, gradio-app)') !== null && document.scripts.length > 0;
          return text.length <= 80 && /chargement|loading|patient|please wait|initiali[sz]/i.test(text);
        }
        """;

    /// <returns>False when the time went by and the page still waits.</returns>
    public static async Task<bool> WaitAsync(PageWorld world, TimeSpan most, TimeSpan callTime, Func<TimeSpan> elapsed, CancellationToken cancellation)
    {
        var until = elapsed() + most;
        while (true)
        {
            try
            {
                if ((await world.CallAsync(IsWaiting, argument: null, callTime).WaitAsync(callTime, cancellation)).ValueKind != JsonValueKind.True)
                    return true;
            }
            catch (PlaywrightException)
            {
                return false;
            }

            if (elapsed() >= until)
                return false;
            await Task.Delay(Glance, cancellation);
        }
    }
}
