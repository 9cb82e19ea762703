@echo off
chcp 65001 >nul
rem {{ made }}
set PYTHONUTF8=1
{% for name, value in variables -%}
set "{{ name }}={{ value }}"
{% endfor -%}
cd /d "{{ folder }}"
title {{ title }}
"{{ python }}" -m backoffice {{ command }}
{% if stays %}echo.
echo {{ wait }}
pause >nul
{% endif -%}
