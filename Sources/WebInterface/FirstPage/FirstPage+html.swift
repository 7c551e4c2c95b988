import Definitions

extension FirstPage {
    /// The page as markup. Cost: none worth naming; it asks nothing.
    package var html: HTML {
        switch content {
        case .empty: page(title: .emptyTitle, content: empty)
        case .unfamiliar(let datasets): page(title: .unfamiliarTitle, content: unfamiliar(datasets))
        case .payments(let report):
            page(
                title: .title,
                content: PaymentView(report: report, language: language).html
            ) { report.choice.query($0) }
        }
    }

    private func page(
        title: Phrase, content: HTML,
        link: (Language) -> String = { "/?lang=\($0.rawValue)" }
    ) -> HTML {
        Page(
            language: language, title: title.text(in: language),
            links: Self.languageLinks(language, link), content: "\(passwordNotice)\(content)"
        ).html
    }

    private var passwordNotice: HTML {
        guard lacksPassword else { return "" }
        let path = Address.account.path + "?lang=" + language.rawValue
        return """
            <p class="finding">\(AccessPhrase.noPassword.text(in: language))
            <a href="\(path)">\(AccessPhrase.account.text(in: language))</a></p>

            """
    }

    /// The link to the page in the other language, in that language's own words.
    static func languageLinks(_ language: Language, _ link: (Language) -> String) -> HTML {
        let other: Language = language == .korean ? .english : .korean
        return """
            <nav aria-label="\(Phrase.otherLanguages.text(in: language))">\
            <a class="language" href="\(link(other))" hreflang="\(other.rawValue)" \
            lang="\(other.rawValue)">\(Phrase.otherLanguage.text(in: language))</a></nav>
            """
    }

    private func words(_ phrase: Phrase) -> String { phrase.text(in: language) }

    private var empty: HTML {
        """
        <section class="card notice">
        <h1>\(words(.emptyTitle))</h1>
        <p>\(words(.emptyExplained))</p>
        <h2>\(words(.emptyDemo))</h2>
        <pre><code>cxm demo</code></pre>
        <h2>\(words(.emptyOwn))</h2>
        <pre><code>cxm import events events.csv --dataset app \\
            --user user_id --time time --event event</code></pre>
        </section>
        """
    }

    private func unfamiliar(_ datasets: [String]) -> HTML {
        """
        <section class="card notice">
        <h1>\(words(.unfamiliarTitle))</h1>
        <p>\(words(.unfamiliarExplained))</p>
        <ul class="datasets">\(datasets.map { "<li><code>\($0)</code></li>" as HTML })</ul>
        <pre><code>cxm analyze question.json</code></pre>
        </section>
        """
    }
}
