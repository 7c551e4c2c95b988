import Definitions

extension PaymentView {
    /// Bars per step, and the same figures as a table.
    var chart: HTML {
        """
        <section class="card" aria-labelledby="steps">
        <h2 id="steps">\(words(.steps))</h2>
        \(weakest)
        <ol class="bars">
        \(steps.indices.map(bar))
        </ol>
        <p class="key"><span class="swatch kept"></span>\(words(.kept)) \
        <span class="swatch lost"></span>\(words(.stopped))</p>
        <div class="scroll" tabindex="0" role="region" aria-labelledby="steps">
        <table id="funnel">
        <thead><tr>\(headings)</tr></thead>
        <tbody>
        \(steps.indices.map(row))
        </tbody>
        </table>
        </div>
        </section>
        """
    }

    /// Names the step that the smallest share goes on to.
    private var weakest: HTML {
        let later = steps.indices.dropFirst().filter { steps[$0 - 1].count > 0 }
        guard let index = later.min(by: { steps[$0].fromPrevious < steps[$1].fromPrevious })
        else { return "" }
        let text = Phrase.stepsFewest.text(
            in: language,
            [
                "#": figures.share(steps[index].fromPrevious), "@": steps[index - 1].label,
                "%": steps[index].label,
            ])
        return "<p class=\"finding\">\(text)</p>"
    }

    private func bar(_ index: Int) -> HTML {
        let step = steps[index]
        let before = index == 0 ? step : steps[index - 1]
        let change = index == 0 ? "" : "−" + figures.count(before.count - step.count)
        return """
            <li><span class="name">\(step.label)</span><code>\(event(index))</code>
            <svg viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true" focusable="false">\
            \(rectangle("lost", height: before.fromFirst))\(rectangle("kept", height: step.fromFirst))\
            </svg>
            <span class="count">\(figures.count(step.count))</span>
            <span class="share">\(figures.share(step.fromFirst))</span>\
            <span class="drop">\(change)</span></li>
            """
    }

    private func event(_ index: Int) -> String {
        result.funnel.steps[index].conditions.compactMap(\.event).joined(separator: ", ")
    }

    /// A bar that stands on the ground: SVG attributes, since the policy allows no inline styles.
    private func rectangle(_ name: String, height: Double) -> HTML {
        let tenths = Int((height * 1000).rounded())
        let top = 1000 - tenths
        return """
            <rect class="\(name)" x="0" width="100" y="\(top / 10).\(top % 10)" \
            height="\(tenths / 10).\(tenths % 10)"/>
            """
    }

    private var headings: HTML {
        let columns: [Phrase] = [.people, .ofFirst, .ofPrevious, .lost, .median, .ninetieth]
        return HTML(
            ["<th scope=\"col\">\(words(.step))</th>"]
                + columns.map { "<th scope=\"col\" class=\"number\">\(words($0))</th>" })
    }

    private func row(_ index: Int) -> HTML {
        let step = steps[index]
        let isFirst = index == 0
        let isLast = index == steps.count - 1
        let cells = [
            figures.count(step.count), figures.share(step.fromFirst),
            isFirst ? "–" : figures.share(step.fromPrevious),
            isLast ? "–" : figures.count(step.stopped),
            isFirst ? "–" : figures.duration(step.timeFromPrevious.median),
            isFirst ? "–" : figures.duration(step.timeFromPrevious.p90),
        ]
        return """
            <tr data-users="\(step.count)"><th scope="row">\(index + 1). \(step.label)</th>\
            \(cells.map { "<td class=\"number\">\($0)</td>" as HTML })</tr>
            """
    }
}
