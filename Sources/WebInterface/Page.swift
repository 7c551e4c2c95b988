import Definitions

/// The frame of every page: language, title, style and script around the content.
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
        <link rel="icon" href="\(Address.asset(.icon).path)" type="image/svg+xml">
        <link rel="stylesheet" href="\(Address.asset(.style).path)">
        <script type="module" src="\(Address.asset(.script).path)"></script>
        </head>
        <body>
        <a class="skip" href="#main">\(Phrase.skip.text(in: language))</a>
        <header class="top"><a class="brand" href="/?lang=\(language.rawValue)">CXM</a>\(links)</header>
        <main id="main" tabindex="-1">
        \(content)
        </main>
        </body>
        </html>

        """
    }
}
