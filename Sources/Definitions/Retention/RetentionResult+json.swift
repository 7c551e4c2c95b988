extension RetentionResult {
    /// The result as `docs/guide/retention.md` shows it.
    package var json: JSONValue {
        var members =
            context.members(kind: "retention") + [
                .init("view", .string(retention.view.rawValue)),
                .init("period", .string(retention.period.rawValue)),
            ]
        if retention.view == .retention {
            members.append(.init("calendar", .boolean(retention.isCalendar)))
            members.append(.init("default_average", "pooled"))
            if let measure = retention.measure { members.append(.init("measure", measure.json)) }
        }
        members.append(.init("series", .array(series.map(json))))
        return .object(members)
    }

    private func json(_ series: RetentionSeries) -> JSONValue {
        let segment = JSONValue.Member("segment", series.segment.json)
        let breakdown = JSONValue.Member(
            "breakdown", series.breakdown.map { .string($0.title) } ?? .null)
        switch series.table {
        case .cohorts(let cohorts):
            return .object(
                (retention.breakdown == nil ? [segment] : [segment, breakdown]) + [
                    .init("cohorts", .array(cohorts.map { json($0, of: series) })),
                    .init("average", averages(cohorts)),
                ])
        case .stickiness(let users):
            return .object([segment, .init("periods", stickiness(users, of: series))])
        case .lifecycle(let periods):
            return .object([
                segment, .init("periods", .array(periods.map { json($0, of: series) })),
            ])
        }
    }

    private func json(_ cohort: RetentionCohort, of series: RetentionSeries) -> JSONValue {
        func id(_ group: RetentionElement.Group) -> JSONValue {
            .string(series.element(group, start: cohort.start, in: retention).id)
        }
        let cells = cohort.cells.enumerated().map { column, cell -> JSONValue in
            let periods = retention.columns.periods(column)
            let rate = cohort.rate(column)
            var members: [JSONValue.Member] = [
                .init("period", .integer(Int64(periods.lowerBound)))
            ]
            if case .brackets = retention.columns {
                members.append(.init("until", .integer(Int64(periods.upperBound))))
            }
            if retention.measure != nil {
                members.append(.init("value", cell.value.map { .number($0) } ?? .null))
            }
            return .object(
                members + [
                    .init("users", .integer(Int64(cell.users))), .init("rate", .number(rate)),
                    .init("churn", .number(cohort.users == 0 ? 0 : 1 - rate)),
                    .init("complete", .boolean(cell.isComplete)),
                    .init("element", id(.active(column))), .init("inactive", id(.inactive(column))),
                ])
        }
        return [
            "start": .string(cohort.start.text), "users": .integer(Int64(cohort.users)),
            "element": id(.cohort), "cells": .array(cells),
        ]
    }

    private func averages(_ cohorts: [RetentionCohort]) -> JSONValue {
        let averages = (0..<retention.columns.count).map {
            RetentionAverage(cohorts, column: $0)
        }
        func list(_ part: (RetentionAverage) -> Double?) -> JSONValue {
            .array(averages.map { part($0).map { .number($0) } ?? .null })
        }
        return ["pooled": list(\.pooled), "simple": list(\.simple)]
    }

    private func stickiness(_ users: [Int], of series: RetentionSeries) -> JSONValue {
        let all = max(1, users.reduce(0, +))
        return .array(
            users.enumerated().map { index, count in
                [
                    "periods": .integer(Int64(index + 1)), "users": .integer(Int64(count)),
                    "rate": .number(Double(count) / Double(all)),
                    "element": .string(
                        series.element(.periods(index + 1), start: nil, in: retention).id),
                ]
            })
    }

    private func json(_ period: LifecyclePeriod, of series: RetentionSeries) -> JSONValue {
        .object(
            [
                .init("start", .string(period.start.text)),
                .init("complete", .boolean(period.isComplete)),
            ]
                + Lifecycle.allCases.map { group -> JSONValue.Member in
                    let element = series.element(
                        .lifecycle(group), start: period.start, in: retention)
                    return .init(
                        group.rawValue,
                        [
                            "users": .integer(Int64(period.users[group.index])),
                            "element": .string(element.id),
                        ])
                })
    }
}
