"""The earlier name of the access log."""

from wingterm.services.access_log import AccessLog as ConsultationLog

__all__ = ["ConsultationLog"]
