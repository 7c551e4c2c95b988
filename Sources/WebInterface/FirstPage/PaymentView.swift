import Definitions

/// The payment report as markup: choice, figures, chart, table, versions, sources.
struct PaymentView {
    let report: PaymentReport
    let language: Language

    var result: FunnelResult { report.funnel }
    var figures: Figures { Figures(language: language) }
    var steps: [FunnelStep] { result.series.first.map { result.steps(of: $0) } ?? [] }

    func words(_ phrase: Phrase) -> String { phrase.text(in: language) }

    var html: HTML {
        """
        <div class="heading">
        <div><h1>\(words(.title))</h1>
        <p class="lead">\(words(.subtitle))</p></div>
        \(choice)
        </div>
        \(tiles)
        \(chart)
        \(VersionView(report: report, language: language).html)
        \(sources)
        """
    }

    private var choice: HTML {
        let days = PaymentChoice.dayCounts.map { count in
            option(
                "\(count)", Phrase.lastDays.text(in: language, ["#": "\(count)"]),
                isChosen: count == report.choice.days)
        }
        let systems: [HTML] =
            [option("", words(.allSystems), isChosen: report.choice.system == nil)]
            + PaymentChoice.systems.map {
                option(
                    $0, PaymentChoice.title(ofSystem: $0), isChosen: $0 == report.choice.system)
            }
        return """
            <form class="choice" method="get" action="\(Address.firstPage.path)">
            <input type="hidden" name="lang" value="\(language.rawValue)">
            <label>\(words(.days)) <select name="days">\(days)</select></label>
            <label>\(words(.system)) <select name="os">\(systems)</select></label>
            <button>\(words(.show))</button>
            </form>
            """
    }

    private func option(_ value: String, _ title: String, isChosen: Bool) -> HTML {
        isChosen
            ? "<option value=\"\(value)\" selected>\(title)</option>"
            : "<option value=\"\(value)\">\(title)</option>"
    }

    private var tiles: HTML {
        guard let first = steps.first, let last = steps.last else { return "" }
        return """
            <dl class="tiles">
            \(tile(.entered, figures.count(first.count)))
            \(tile(.completed, figures.count(last.count)))
            \(tile(.conversion, figures.share(last.fromFirst)))
            \(tile(.medianTime, figures.duration(last.timeFromFirst.median)))
            </dl>
            """
    }

    private func tile(_ title: Phrase, _ figure: String) -> HTML {
        "<div class=\"card tile\"><dt>\(words(title))</dt><dd>\(figure)</dd></div>"
    }

    private var sources: HTML {
        let context = result.context
        let until = context.dataUntil.map {
            figures.moment($0, in: context.zone) + " (\(context.zone.name))"
        }
        let range = context.range.map { figures.range($0, in: context.zone) }
        return """
            <section class="card">
            <h2>\(words(.sources))</h2>
            <p class="question"><strong>\(words(.questionInWords))</strong> \
            \(result.funnel.described(in: language))</p>
            <dl class="sources">
            \(source(.range, range ?? "–"))
            \(source(.dataUntil, until ?? "–"))
            \(source(.dataset, result.funnel.dataset))
            \(source(.engine, context.engine))
            \(source(.elapsed, figures.duration(context.elapsedMilliseconds)))
            </dl>
            <details><summary>\(words(.asJSON))</summary>
            <pre id="question" tabindex="0"><code>\(result.funnel.json.rendered(pretty: true))</code></pre>
            </details>
            </section>
            """
    }

    private func source(_ title: Phrase, _ value: String) -> HTML {
        "<div><dt>\(words(title))</dt><dd>\(value)</dd></div>"
    }
}
