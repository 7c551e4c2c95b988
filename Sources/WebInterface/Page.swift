import Definitions

/// A page that works without scripts: what somebody sees who cannot have the application.
struct Page {
    /// Nil where its files are missing: then the page is plain.
    let site: WebSite?
    let language: Language
    let title: String
    let content: HTML

    var html: HTML {
        """
        <!DOCTYPE html>
        <html lang="\(language.rawValue)">
        <head>
        \(head)
        </head>
        <body>
        <main class="notice-page"><div class="card"><div class="card-body">
        <p class="brand">CXM</p>
        <h1>\(title)</h1>
        \(content)
        <p class="other-language"><a href="?lang=\(other.rawValue)" hreflang="\(other.rawValue)" \
        lang="\(other.rawValue)">\(Phrase.otherLanguage.text(in: language))</a></p>
        </div></div></main>
        </body>
        </html>

        """
    }

    private var other: Language { language == .korean ? .english : .korean }

    private var head: HTML {
        let title = title + " · CXM"
        return site?.head(title: title) ?? "<meta charset=\"utf-8\"><title>\(title)</title>"
    }
}
