package import Definitions

/// What the server sends at the address of every page: the frame in which the modules draw it.
///
///     ShellPage(site: site, language: .korean, timezone: "Asia/Seoul").html
package struct ShellPage: Sendable {
    package let site: WebSite
    package let language: Language
    /// The project's time zone.
    package let timezone: String

    package init(site: WebSite, language: Language, timezone: String) {
        self.site = site
        self.language = language
        self.timezone = timezone
    }

    package var html: HTML {
        """
        <!DOCTYPE html>
        <html lang="\(language.rawValue)" data-timezone="\(timezone)">
        <head>
        \(site.head(title: "CXM"))
        \(preloads)\
        <script type="module" src="\(site.address(WebSite.start))"></script>
        </head>
        <body>
        <div id="app"></div>
        <noscript>\(Phrase.needsScripts.text(in: language))</noscript>
        </body>
        </html>

        """
    }

    /// Modules that every page needs, so that the browser need not find them one after the other.
    private var preloads: HTML {
        let folders = ["app/", "app/components/", "app/frame/"]
        let modules =
            [WebSite.foundation, "vendor/icons.js", "app/words/\(language.rawValue).js"]
            + folders.flatMap { site.names(in: $0, endingWith: ".js") }
        return HTML(
            modules.filter { $0 != "app/theme.js" }.map { name in
                "<link rel=\"modulepreload\" href=\"\(site.address(name))\">\n"
            })
    }
}

extension WebSite {
    /// Styles, the icon, and the theme before the first paint.
    func head(title: String) -> HTML {
        let styles = ["vendor/tabler.css"] + names(in: "app/style/", endingWith: ".css")
        return """
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>\(title)</title>
            <link rel="icon" href="\(address("app/icon.svg"))" type="image/svg+xml">
            \(styles.map { "<link rel=\"stylesheet\" href=\"\(address($0))\">\n" as HTML })\
            <script src="\(address("app/theme.js"))"></script>
            """
    }
}
