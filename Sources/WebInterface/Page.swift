import Definitions

/// A page that works without scripts: what somebody sees who cannot have the application yet.
struct Page {
    let language: Language
    let title: String
    /// Links at the right of the header.
    let links: HTML
    let content: HTML

    var html: HTML {
        """
        <!DOCTYPE html>
        <html lang="\(language.rawValue)">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>\(title) · CXM</title>
        <link rel="icon" href="\(Self.asset("icon.svg"))" type="image/svg+xml">
        <link rel="stylesheet" href="\(Self.asset("plain.css"))">
        </head>
        <body>
        <header class="top"><a class="brand" href="/?lang=\(language.rawValue)">CXM</a>\(links)</header>
        <main id="main" tabindex="-1">
        \(content)
        </main>
        </body>
        </html>

        """
    }

    /// An address that names no version: these pages know nothing of the site's files.
    private static func asset(_ name: String) -> String {
        Address.assetPrefix + "current/app/" + name
    }

    /// The link to the page in the other language, in that language's own words.
    static func languageLinks(_ language: Language) -> HTML {
        let other: Language = language == .korean ? .english : .korean
        return """
            <nav><a class="language" href="?lang=\(other.rawValue)" hreflang="\(other.rawValue)" \
            lang="\(other.rawValue)">\(Phrase.otherLanguage.text(in: language))</a></nav>
            """
    }

    /// A sentence that says what went wrong.
    static func alarm(_ sentence: String) -> HTML {
        "<p class=\"finding alarm\" role=\"alert\">\(sentence)</p>\n"
    }
}
