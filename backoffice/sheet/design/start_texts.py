"""What the tab Start says."""

from __future__ import annotations

from dataclasses import dataclass

from estimator.policy.model import Label


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One part of the page.

    Attributes:
        title: Its heading.
        colour: Of heading and marks.
        lines: Its instructions.
        mark: The sign before each line; none numbers them.
        marks: Or a text of its own before each line.
    """

    title: Label
    colour: str
    lines: tuple[Label, ...]
    mark: str = ""
    marks: tuple[str, ...] = ()


TITLE = Label(en="Repair desk", ja="修理受付デスク")

WELCOME = Label(
    en="Welcome. You work in one tab, Tickets; the program reads it and keeps all the others.",
    ja="ようこそ。入力するのは「受付」だけです。ほかのタブはプログラムが読み取って更新します。",
)

TABS = Section(
    title=Label(en="The tabs", ja="タブのご案内"),
    colour="#2E2A2B",
    lines=(
        Label(en="This page.", ja="このページです。"),
        Label(
            en="Yours. One row per piece, from the first message to the way home. The program only "
            "adds numbered blank rows at the bottom.",
            ja="皆さんが入力するタブ。お品物1点につき1行、お問い合わせからご返送まで。プログラムは"
            "下に番号つきの空行を足すだけです。",
        ),
        Label(
            en="What the program could not understand or what is missing, with a link to the cell. "
            "Look here every day.",
            ja="読み取れなかった箇所や未入力の箇所。セルへのリンクつき。毎日ご覧ください。",
        ),
        Label(
            en="The month at a glance: how many pieces stand where, and the next parcel.",
            ja="今月のようす。どの段階に何点あるか、次の発送はいつか。",
        ),
        Label(
            en="Guide prices, quotes, stage and dates of every ticket.",
            ja="受付ごとの目安料金、お見積、状況、日程。",
        ),
        Label(
            en="What went to the workshop, month by month. It never changes again.",
            ja="月ごとに工房へ送ったお品物。一度締めたら変わりません。",
        ),
        Label(en="What the program did, and when.", ja="プログラムがいつ何をしたかの記録。"),
    ),
)

SECTIONS = (
    Section(
        title=Label(en="Every day", ja="毎日の流れ"),
        colour="#3F7A6B",
        lines=(
            Label(
                en="A customer writes: take the next numbered row in Tickets (it is highlighted) "
                "and fill in what you know. Sort and filter as you like.",
                ja="ご連絡が来たら「受付」の次の番号の行(色のついた行)に、わかることを入力します。"
                "並べ替えも絞り込みも自由です。",
            ),
            Label(
                en="Several pieces in one request: one row each. In “Together with” of the "
                "others, put the number of the first.",
                ja="1件のご依頼に複数のお品物:1点につき1行。2点目からは「同梱先」に最初の受付番号を"
                "入れます。",
            ),
            Label(
                en="Type as you like. １，８００円, 6月1日, 令和8年6月1日, ✓ and 1 are all understood.",
                ja="書き方は自由です。１，８００円、6月1日、令和8年6月1日、✓、1、どれも読み取れます。",
            ),
            Label(
                en="The parcel is here: put the date in Arrived; after inspection the price, then "
                "the customer's answer.",
                ja="荷物が届いたら「到着日」を。検品したら料金を、お返事が来たら「ご回答」を入れます。",
            ),
            Label(
                en="Save, close, and run sync. Then look at To fix.",
                ja="保存して閉じ、sync を実行。そのあと「要確認」を見ます。",
            ),
        ),
    ),
    Section(
        title=Label(en="At the end of the month", ja="月末の流れ"),
        colour="#47698F",
        lines=(
            Label(
                en="Run close for a rehearsal: it shows what would go, what is held, and why.",
                ja="close を実行すると予行になります。発送分と保留分、その理由が表示されます。",
            ),
            Label(
                en="All right? Run it again with --yes. Batches is written and the papers for the "
                "workshop are made.",
                ja="よければ --yes をつけてもう一度。「月末便」が確定し、工房への書類ができます。",
            ),
            Label(
                en="When the pieces come home, fill in Back from workshop, then Sent back.",
                ja="お品物が戻ったら「工房より戻り」、お返ししたら「ご返送日」を入れます。",
            ),
        ),
    ),
    Section(
        title=Label(en="Please never", ja="しないでください"),
        colour="#C4553B",
        mark="✕",
        lines=(
            Label(
                en="Change, copy or invent a ticket number. It is how the program knows a piece.",
                ja="受付番号を変える、写す、新しく作る。プログラムは番号でお品物を見分けています。",
            ),
            Label(
                en="Rename a tab or a heading. You may move columns and add your own.",
                ja="タブや見出しの名前を変える。列の移動と、列の追加はかまいません。",
            ),
            Label(
                en="Type in the locked tabs. It is replaced at the next run.",
                ja="保護されたタブに入力する。次の実行で上書きされます。",
            ),
        ),
    ),
)

COMMANDS = Section(
    title=Label(en="Commands", ja="コマンド"),
    colour="#2E2A2B",
    marks=(
        "backoffice sync",
        "backoffice close",
        "backoffice reopen",
        "backoffice doctor",
    ),
    lines=(
        Label(
            en="Read Tickets; renew quotes, To fix and Desk; add numbered rows.",
            ja="「受付」を読み、見積・要確認・今月の状況を更新し、番号つきの行を足します。",
        ),
        Label(
            en="Close a month, for example 2026-06. A rehearsal unless you add --yes.",
            ja="月を締めます(例:2026-06)。--yes をつけなければ予行です。",
        ),
        Label(
            en="Take back the last close, while nothing has come home.",
            ja="直前の締めを取り消します(まだ何も戻っていないとき)。",
        ),
        Label(
            en="Check this book: tabs, headings, who has it open.",
            ja="ブックの点検。タブ、見出し、誰が開いているか。",
        ),
    ),
)
