@echo off
chcp 65001 >nul
rem {{ made }}
set PYTHONUTF8=1
{% for name, value in variables %}
set "{{ name }}={{ value }}"
{% endfor %}
rem pushd, since cd refuses a folder on another machine
pushd "{{ folder }}"
title {{ title }}
"{{ python }}" -m backoffice {{ command }}
{% set only = "" if stays else "if errorlevel 1 " %}
{{ only }}echo.
{{ only }}echo {{ wait }}
{{ only }}pause >nul
popd
