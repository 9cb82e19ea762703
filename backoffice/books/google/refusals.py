"""Messages for staff about what Google refused: what happened, where, and what to do next."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from google.auth.exceptions import GoogleAuthError, RefreshError
from gspread.exceptions import APIError

from backoffice.books.google.credentials import ANONYMOUS
from backoffice.books.google.http_client import NoAnswerError, UnsafeAddressError
from backoffice.messages.errors import (
    AlreadySetUpError,
    AlreadyWrittenError,
    BookChangedError,
    BookUnavailableError,
)
from estimator.policy.model import Label

_LINK = re.compile(r"https://console\.[a-z.]+/[^\s\"']+")

_REASONS = {
    "429": Label(
        en="Google answered “too many requests”", ja="Google から「リクエストが多すぎる」との応答"
    ),
    "408": Label(en="Google answered “time-out”", ja="Google から「時間切れ」との応答"),
    "time-out": Label(en="Google did not answer", ja="Google からの応答なし"),
    "connection": Label(en="Google cannot be reached", ja="Google に接続できない状態"),
    "page": Label(
        en="something that is not Google answered, perhaps the log-in page of a network",
        ja="Google 以外(ネットワークのログイン画面など)からの応答",
    ),
}
_LATER = {
    "connection": Label(
        en="Check the connection to the internet, then run this again.",
        ja="インターネット接続を確認して、もう一度実行してください。",
    ),
    "page": Label(
        en="Open a web page, log in if you are asked to, then run this again.",
        ja="ブラウザーで何かページを開き、求められたらログインしてから、もう一度実行してください。",
    ),
}
_SOON = Label(
    en="Run this again in a few minutes; nothing is done twice.",
    ja="数分後にもう一度実行してください。二重に処理されることはありません。",
)


def done_before(where: str, once: int) -> AlreadyWrittenError:
    """Return the error for a mark that is in use."""
    return AlreadyWrittenError(
        f"{where}: this was already done (mark {once} in Log). Nothing was written.",
        f"{where}:この処理はすでに済んでいます(「記録」タブの印 {once})。何も書き込んでいません。",
    )


def changed(where: str) -> BookChangedError:
    """Return the refusal of what was computed from an version that is no longer the newest."""
    return BookChangedError(
        f"{where} was changed by another run, or its tabs were, in the meantime. Nothing was written; "
        "run this again.",
        f"{where} は、その間に別の処理が書き込んだか、タブが変わりました。何も書き込んでいません。"
        "もう一度実行してください。",
    )


def already_set_up(where: str) -> AlreadySetUpError:
    """Return the error for a sheet that holds a desk where a new one was to be created."""
    return AlreadySetUpError(
        f"{where}: a desk is set up here already. Nothing was written.",
        f"{where}:すでに台帳が用意されています。何も書き込んでいません。",
    )


def names_taken(where: str, names: Sequence[str]) -> BookUnavailableError:
    """Return the error for tabs that have a name of the desk's and hold something else."""
    wanted = "that name" if len(names) == 1 else "those names"
    tabs = " and ".join(f"the tab “{name}”" for name in names)
    tabs_ja = "".join(f"「{name}」" for name in names)
    return BookUnavailableError(
        f"{where}: something stands in {tabs} already, and a desk needs {wanted}. Nothing was "
        "touched. Give the tab another name, or make a new empty sheet and use that one.",
        f"{where}:{tabs_ja}タブにはすでに何か入力されていて、この名前は台帳で使います。"
        "何も変更していません。タブの名前を変えるか、新しい空のシートを作って使ってください。",
    )


def pad_astray(where: str) -> BookUnavailableError:
    """Return the error for numbers whose column was moved each time they were written."""
    return BookUnavailableError(
        f"{where}: columns of Tickets were being moved while numbers were added at its foot. All else is "
        "written. Delete the rows at the foot whose number stands in a wrong column, then run this "
        "again.",
        f"{where}:番号を追加している間に「受付」タブの列が動かされました。ほかはすべて書き込み済みです。"
        "番号が違う列に入った下端の行を削除して、もう一度実行してください。",
    )


def staff_error(error: Exception, where: str, email: str, *, writing: bool) -> BookUnavailableError:
    """Return `error` as one of ours.

    Args:
        error: Of gspread, google-auth or our client.
        where: The address of the sheet.
        email: Of the service account; empty for a person's own key.
        writing: Whether the sheet was being written.
    """
    if isinstance(error, NoAnswerError):
        message = _no_answer(error, where)
    elif isinstance(error, APIError):
        message = _refused(error, where, email, writing=writing)
    elif isinstance(error, RefreshError):
        message = _bad_key(error, email)
    elif isinstance(error, (UnsafeAddressError, GoogleAuthError)):
        message = Label(en=f"{where}: {error}", ja=f"{where}:{error}")
    else:
        raise TypeError(f"no message for {error!r}")
    return BookUnavailableError(message.en, message.ja)


def _no_answer(error: NoAnswerError, where: str) -> Label:
    reason = _REASONS.get(error.reason) or Label(
        en=f"Google answered with an error of its own ({error.reason})",
        ja=f"Google 側のエラー({error.reason})",
    )
    then = _LATER.get(error.reason, _SOON)
    return Label(
        en=f"{where}: {reason.en}, for {error.seconds:.0f} seconds. {then.en}",
        ja=f"{where}:{reason.ja}が {error.seconds:.0f} 秒続きました。{then.ja}",
    )


def _refused(error: APIError, where: str, email: str, *, writing: bool) -> Label:
    reason, status = str(error.error.get("message", "")), error.response.status_code
    if status == 401:
        return _bad_key(error, email)
    if status == 403:
        return _forbidden(error, reason, where, email, writing=writing)
    if status == 404:
        return Label(
            en=f"{where}: there is no such sheet. Open it in the browser and copy its address from "
            "there; if it was deleted, take it out of the bin of Google Drive.",
            ja=f"{where}:このシートはありません。ブラウザーで開いてアドレスをコピーし直してください。"
            "削除した場合は、Google ドライブのゴミ箱から戻してください。",
        )
    if "not supported for this document" in reason:
        return Label(
            en=f"{where} is an Excel file kept in Google Drive. Open it, choose File, Save as Google "
            "Sheets, and use the address of the new sheet.",
            ja=f"{where} は Google ドライブ上の Excel ファイルです。開いて「ファイル」→「Google スプレッドシート"
            "として保存」を選び、新しいシートのアドレスを使ってください。",
        )
    if "protected cell" in reason:
        return Label(
            en=f"{where}: a tab is protected against {_who(email).en}. Nothing was written. In Google, "
            "choose Data, Protect sheets and ranges, and give it leave to edit; then run this again.",
            ja=f"{where}:保護されたタブがあり、{_who(email).ja}は書き込めません。何も書き込んでいません。"
            "Google で「データ」→「シートと範囲を保護」から編集を許可して、もう一度実行してください。",
        )
    return Label(
        en=f"{where}: Google refused ({status}: {reason[:300]}). Nothing was written.",
        ja=f"{where}:Google に拒否されました({status}:{reason[:300]})。何も書き込んでいません。",
    )


def _forbidden(error: APIError, reason: str, where: str, email: str, *, writing: bool) -> Label:
    reasons = _reasons(error)
    if "SERVICE_DISABLED" in reasons or "has not been used in project" in reason:
        link = _LINK.search(str(error.error))
        console = "https://console.cloud.google.com/apis/library/sheets.googleapis.com"
        page = link[0] if link else console
        return Label(
            en=f"The Google Sheets API is switched off in the project of this key. Open {page} , "
            "choose Enable, wait a minute, then run this again.",
            ja="この鍵のプロジェクトで Google Sheets API が無効です。次のページで「有効にする」を選び、"
            f"1分ほど待ってから、もう一度実行してください:{page}",
        )
    if "SCOPE" in "".join(reasons) or "insufficient authentication scopes" in reason:
        return Label(
            en="This key may not be used for Google Sheets. Use the key of a service account, or log in "
            "again and allow Google Sheets.",
            ja="この鍵では Google スプレッドシートを使えません。サービスアカウントの鍵を使うか、"
            "ログインし直してスプレッドシートへのアクセスを許可してください。",
        )
    who = _who(email)
    if writing:
        return Label(
            en=f"{where}: {who.en} may read this sheet but not write it. Nothing was written. Choose "
            f"Share in the sheet and make {who.en} an Editor; then run this again.",
            ja=f"{where}:{who.ja}は閲覧のみで、書き込めません。何も書き込んでいません。シートの「共有」で"
            f"{who.ja}を「編集者」にして、もう一度実行してください。",
        )
    return Label(
        en=f"{where} is not shared with {who.en}. Choose Share in the sheet, add that address as an "
        "Editor, then run this again.",
        ja=f"{where} は{who.ja}と共有されていません。シートの「共有」でこのアドレスを「編集者」として"
        "追加し、もう一度実行してください。",
    )


def _reasons(error: APIError) -> list[str]:
    details: list[Any] = error.error.get("details") or []
    return [str(one.get("reason", "")) for one in details if isinstance(one, dict)]


def _bad_key(error: Exception, email: str) -> Label:
    detail = str(error.args[0]) if isinstance(error, RefreshError) and error.args else "401"
    who = _who(email)
    return Label(
        en=f"Google does not accept the key of {who.en} ({detail[:200]}). Check that this computer's "
        "clock is right and that the key was not deleted; else make a new key and name its file with "
        "--credentials.",
        ja=f"{who.ja}の鍵が Google に受け付けられません({detail[:200]})。このパソコンの時計が合っているか、"
        "鍵が削除されていないかを確認してください。必要なら新しい鍵を作り、--credentials で指定してください。",
    )


def _who(email: str) -> Label:
    return Label(en=email, ja=f" {email} ") if email else ANONYMOUS
