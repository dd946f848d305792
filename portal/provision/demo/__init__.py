"""Demo content of *Chi bộ Phòng 9*: loaded once, never written over what people have edited since."""

from portal.provision.demo.loading import ACCOUNTS, PASSWORD, load_demo

__all__ = ["ACCOUNTS", "PASSWORD", "load_demo"]
