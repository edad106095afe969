"""The certificate of a deletion, as a text that can be kept and signed."""

from __future__ import annotations

from care_assess import __version__
from care_assess.clients.model import Certificate
from care_assess.text import Translator, format_time

__all__ = ["certificate_text"]


def certificate_text(certificate: Certificate, tr: Translator) -> str:
    """What was deleted, when, how, and what this cannot promise."""
    client, at = certificate.client, certificate.at
    lines = [
        tr("clients.certificate.title"),
        "",
        tr("clients.certificate.client", name=client.name),
        tr("clients.certificate.key", key=client.key),
        tr("clients.certificate.at", day=tr.date(at.date()), time=format_time(at)),
        tr("clients.certificate.by", version=__version__),
        "",
        _held(certificate, tr),
        "",
        tr("clients.certificate.files"),
        *(
            tr("clients.certificate.file", name=one.name, size=one.size, digest=one.digest)
            for one in certificate.files
        ),
        "",
        tr("clients.certificate.how"),
        tr("clients.certificate.limits"),
        "",
        tr("clients.certificate.signature"),
        "",
    ]
    return "\n".join(lines)


def _held(certificate: Certificate, tr: Translator) -> str:
    if certificate.held is None:
        return tr("clients.certificate.unreadable")
    assessments, answers = certificate.held
    return tr("clients.certificate.held", assessments=assessments, answers=answers)
